// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include <widthwise/io/weights.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;
namespace io = widthwise::io;

struct net : ww::network<ww::input<2>, ww::linear<2, 3>> {};

TEST_CASE("load_parameters reads what write_safetensors wrote, a Lightning model's too") {
    ww::parameters<net> p{};
    ww::get<1>(p) = {{{1, 2, 3, 4, 5, 6e-45f}}, {{-1, -2, -3}}};
    auto const path = std::filesystem::temp_directory_path() /
                      ("widthwise_weights_" + std::to_string(::getpid()) + ".safetensors");
    for (std::string prefix : {"", "model."}) {
        io::state_dict all;
        for (auto const& [name, t] : io::to_state_dict(p)) {
            all[prefix + name] = t;
        }
        io::write_safetensors(path, all);
        auto const back = io::load_parameters<net>(path);
        CHECK(ww::get<1>(back).weight(1, 0) == 3);
        CHECK(ww::get<1>(back).weight(2, 1) == 6e-45f);
        CHECK(ww::get<1>(back).bias(2) == -3);
    }
    io::state_dict other = io::to_state_dict(p);
    other.erase("seq_blocks.0.bias");
    io::write_safetensors(path, other);
    std::string const missing = path.string() + ": tensor 'seq_blocks.0.bias': is missing (node "
                                                "seq_blocks_0 needs it)";
    CHECK_THROWS_WITH_AS(io::load_parameters<net>(path), missing.c_str(), ww::error);
    std::filesystem::remove(path);
}
