// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/io/prefix.hpp>

using widthwise::io::state_dict_prefix;

TEST_CASE("a trailing _N is an index of a Sequential") {
    CHECK(state_dict_prefix("seq_blocks_2") == "seq_blocks.2");
    CHECK(state_dict_prefix("seq_blocks_107") == "seq_blocks.107");
    CHECK(state_dict_prefix("layer_1_2") == "layer_1.2"); // only the last one
}

TEST_CASE("other names are their own prefix") {
    for (char const* name : {"fc1", "fc", "seq_blocks_", "conv_2a", "12", "a.2", ""}) {
        CHECK(state_dict_prefix(name) == name);
    }
}
