// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <limits>
#include <sstream>

#include <widthwise/report/progress.hpp>

using widthwise::report::progress;

TEST_CASE("a terminal sees one line, redrawn, with the rest of a longer one erased") {
    std::ostringstream out;
    progress show(out, true);
    show.update(1, 2, 1, 4, "loss=0.12345");
    show.update(1, 2, 4, 4, "loss=0.1");
    show.update(2, 2, 2, 4, "");
    show.finish();
    CHECK(out.str() == "\rEpoch 1/2 [#####---------------] 1/4 loss=0.12345"
                       "\rEpoch 1/2 [####################] 4/4 loss=0.1    "
                       "\rEpoch 2/2 [##########----------] 2/4         \n");
}

TEST_CASE("a log sees one line per epoch, its last state") {
    std::ostringstream out;
    progress show(out, false);
    show.update(1, 3, 1, 2, "loss=3");
    show.update(1, 3, 2, 2, "loss=2");
    CHECK(out.str().empty());
    show.update(2, 3, 2, 2, "loss=1");
    CHECK(out.str() == "Epoch 1/3 2/2 loss=2\n");
    show.update(3, 3, 1, 2, "");
    show.finish();
    show.finish();
    CHECK(out.str() == "Epoch 1/3 2/2 loss=2\nEpoch 2/3 2/2 loss=1\nEpoch 3/3 1/2\n");
}

TEST_CASE("nothing to do, too much done and the largest counts draw a bar all the same") {
    std::ostringstream out;
    progress show(out, true);
    show.finish();
    CHECK(out.str().empty());
    show.update(1, 1, 0, 0, "");
    show.update(1, 1, 5, 4, "");
    show.update(1, 1, -1, 4, "");
    CHECK(out.str() == "\rEpoch 1/1 [--------------------] 0/0"
                       "\rEpoch 1/1 [####################] 5/4"
                       "\rEpoch 1/1 [--------------------] -1/4");
    int const most = std::numeric_limits<int>::max();
    show.update(1, 1, most, most, "");
    CHECK(out.str().ends_with("[####################] 2147483647/2147483647"));
}
