// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <filesystem>
#include <string>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/io/npy.hpp>

namespace golden {

/// The parameters of a float network from <node>.<parameter>.npy files, without io/parameters.hpp:
/// half its compile time, and the golden tests do not rest on the loader's name rules.
template <class Net>
widthwise::parameters<Net> load(std::filesystem::path const& folder) {
    widthwise::parameters<Net> p{};
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const read = [&](std::size_t node, auto& own) {
            own.each(own, [&](char const* name, auto& values, auto) {
                std::string const stem = widthwise::rows_of<Net>()[node].name;
                auto const file = folder / (stem + "." + name + ".npy");
                auto const floats = widthwise::io::read_npy(file).floats();
                if (floats.size() != values.size()) {
                    throw widthwise::error(file.string(), name, "has another size");
                }
                std::copy(floats.begin(), floats.end(), values.begin());
            });
        };
        int const each[] = {(read(I, widthwise::get<I>(p)), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<widthwise::nodes_of<Net>::size>{});
    return p;
}

} // namespace golden
