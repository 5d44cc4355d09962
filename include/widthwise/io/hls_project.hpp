// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <widthwise/hls/resources.hpp>
#include <widthwise/io/file.hpp>
#include <widthwise/io/hls_bench.hpp>
#include <widthwise/io/hls_scripts.hpp>
#include <widthwise/io/hls_sources.hpp>
#include <widthwise/run/error.hpp>

namespace widthwise::hls {

/// What a project is made of, besides the network and its parameters.
struct project {
    std::string network;          ///< the network's type as `header` spells it: "jets8"
    std::filesystem::path header; ///< the file that defines it; it includes <...> only, and is
                                  ///< copied as network.hpp
    std::string options{};        ///< the options type of forward, as text; none: the default
    std::string carrier = "widthwise::hls::native"; ///< what holds its numbers, as text; another's
                                                    ///< ports are as wide as their formats
    form top_form = form::arrays;                   ///< streams: a process per node, and FIFOs
    bool weights_as_arguments = false;              ///< the first argument, not constants
    bool argmax = false;     ///< the result is the index of the largest value, one std::int32_t
    std::string top = "top"; ///< name of the top function
    std::string part = "xcvu9p-flga2104-2-e"; ///< Xilinx part of the Vitis scripts
    double clock = 5;                         ///< period in ns
    /// The folder that holds widthwise.hpp; by default the one this program was compiled with.
    std::filesystem::path library =
        std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
};

namespace detail {
/// The files that are made from words.
inline constexpr std::pair<std::string_view, std::string_view> templates[] = {
    {"top.hpp", top_header},         {"top.cpp", top_source},       {"vectors.hpp", vectors_header},
    {"testbench.cpp", bench_source}, {"README.md", readme},         {"csim", csim_script},
    {"vitis_hls.tcl", vitis_tcl},    {"hls_config.cfg", vitis_cfg}, {"catapult.tcl", catapult_tcl},
    {"bambu.sh", bambu_script}};

/// One file of a project: where, and its text.
using files = std::vector<std::pair<std::filesystem::path, std::string>>;

inline std::string text_of(std::filesystem::path const& path) {
    std::vector<std::byte> const bytes = io::read_bytes(path);
    return std::string(reinterpret_cast<char const*>(bytes.data()), bytes.size());
}

/// The text between `before` and `after` of each line that starts with `before`.
inline std::vector<std::string> quoted(std::string_view text, std::string_view before, char after) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        at = end + 1;
        if (line.starts_with(before)) {
            line.remove_prefix(before.size());
            found.emplace_back(line.substr(0, line.find(after)));
        }
    }
    return found;
}

/// The headers of the synthesizable tier: the folders that widthwise.hpp lists.
inline files tier_of(std::filesystem::path const& library) {
    namespace fs = std::filesystem;
    std::error_code failure;
    if (!fs::is_regular_file(library / "widthwise.hpp", failure)) {
        throw error(library.string(), {}, "holds no widthwise.hpp: give project.library");
    }
    files found;
    found.emplace_back("include/widthwise.hpp", text_of(library / "widthwise.hpp"));
    for (std::string const& umbrella : quoted(found[0].second, "#include <", '>')) {
        found.emplace_back("include" / fs::path(umbrella), text_of(library / umbrella));
        fs::path folder = library / umbrella;
        for (auto const& each : fs::recursive_directory_iterator(folder.replace_extension())) {
            if (each.path().extension() == ".hpp") {
                found.emplace_back("include" / each.path().lexically_relative(library),
                                   text_of(each.path()));
            }
        }
    }
    return found;
}
} // namespace detail

} // namespace widthwise::hls
