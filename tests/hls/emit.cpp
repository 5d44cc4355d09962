// SPDX-License-Identifier: Apache-2.0
// Emits a project for each network of nets.hpp that tests build: emit FOLDER [CARRIER].
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

// Samples reach beyond the input's range, so that it saturates.
template <class Net, class Options = hls::options<>>
void emit(std::filesystem::path const& folder, std::string const& name,
          std::string const& options = {}) {
    std::minstd_rand random{7};
    std::uniform_real_distribution<float> spread{-9.0f, 9.0f};
    std::vector<float> samples(16 * hls::input_size<Net>());
    for (float& x : samples) {
        x = spread(random);
    }
    hls::project project;
    project.network = "hardware::" + name;
    project.header = std::filesystem::path(WIDTHWISE_TESTS_DIR) / "hls" / "nets.hpp";
    project.options = options;
    project.carrier = carrier;
    hls::emit_project<Net, Options>(folder / name, project, hardware::weights_of<Net>::value,
                                    samples);
    std::printf("%s\n", name.c_str());
}

} // namespace

int main(int count, char** arguments) {
    if (count != 2 && count != 3) {
        std::fputs("usage: emit FOLDER [CARRIER]\n", stderr);
        return 2;
    }
    try {
        std::filesystem::path const folder = arguments[1];
        carrier = count == 3 ? arguments[2] : carrier;
        emit<hardware::jsc_tiny>(folder, "jsc_tiny");
        emit<hardware::jsc_toy, hls::options<hls::reuse<8>>>(
            folder, "jsc_toy", "widthwise::hls::options<widthwise::hls::reuse<8>>");
        emit<hardware::jet_16_64_32_32_5>(folder, "jet_16_64_32_32_5");
        emit<hardware::small_cnn>(folder, "small_cnn");
    } catch (ww::error const& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
