// SPDX-License-Identifier: Apache-2.0
// Emits a project for each network of nets.hpp that tests build: emit FOLDER [CARRIER [NAME...]].
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <widthwise/io/emit_project.hpp>

#include "tests/hls/nets.hpp"
#include "tests/hls/weights.hpp"

namespace {

namespace ww = widthwise;
namespace hls = widthwise::hls;

std::string carrier = "widthwise::hls::native";
std::vector<std::string> wanted; // none: all

// Samples reach beyond the input's range, so that it saturates.
template <class Net, class Options = hls::options<>>
void emit(std::filesystem::path const& folder, std::string const& name, hls::project project = {},
          std::string const& network = {}) {
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end()) {
        return;
    }
    std::minstd_rand random{7};
    std::uniform_real_distribution<float> spread{-9.0f, 9.0f};
    std::vector<float> samples(16 * hls::input_size<Net>());
    for (float& x : samples) {
        x = spread(random);
    }
    project.network = "hardware::" + (network.empty() ? name : network);
    project.header = std::filesystem::path(WIDTHWISE_TESTS_DIR) / "hls" / "nets.hpp";
    project.carrier = carrier;
    hls::emit_project<Net, Options>(folder / name, project, hardware::weights_of<Net>::value,
                                    samples);
    std::printf("%s\n", name.c_str());
}

hls::project with(hls::form form, bool arguments, bool argmax) {
    hls::project p;
    p.top_form = form;
    p.weights_as_arguments = arguments;
    p.argmax = argmax;
    return p;
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fputs("usage: emit FOLDER [CARRIER [NAME...]]\n", stderr);
        return 2;
    }
    try {
        std::filesystem::path const folder = arguments[1];
        carrier = count > 2 ? arguments[2] : carrier;
        for (int i = 3; i < count; ++i) {
            wanted.emplace_back(arguments[i]);
        }
        emit<hardware::jsc_tiny>(folder, "jsc_tiny");
        hls::project folded;
        folded.options = "widthwise::hls::options<widthwise::hls::reuse<8>>";
        emit<hardware::jsc_toy, hls::options<hls::reuse<8>>>(folder, "jsc_toy", folded);
        emit<hardware::jet_16_64_32_32_5>(folder, "jet_16_64_32_32_5");
        emit<hardware::small_cnn>(folder, "small_cnn");
        emit<hardware::joined_heads>(folder, "joined_heads", with(hls::form::arrays, true, false));
        emit<hardware::means>(folder, "means", with(hls::form::arrays, false, true));
        emit<hardware::residual_mlp>(folder, "residual_mlp");
        emit<hardware::residual_mlp>(folder, "residual_mlp_stream",
                                     with(hls::form::streams, false, false), "residual_mlp");
        emit<hardware::joined_heads>(folder, "joined_heads_stream",
                                     with(hls::form::streams, true, false), "joined_heads");
        emit<hardware::means>(folder, "means_stream", with(hls::form::streams, false, true),
                              "means");
        emit<hardware::gates>(folder, "gates");
        emit<hardware::gates>(folder, "gates_stream", with(hls::form::streams, false, false),
                              "gates");
        emit<hardware::widest>(folder, "widest");
        emit<hardware::widest>(folder, "widest_largest", with(hls::form::arrays, false, true),
                               "widest");
    } catch (ww::error const& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
