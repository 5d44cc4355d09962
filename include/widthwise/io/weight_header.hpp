// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/io/constant_text.hpp>
#include <widthwise/io/file.hpp>
#include <widthwise/io/header_text.hpp>
#include <widthwise/io/weights.hpp>
#include <widthwise/passes/transfer.hpp>

namespace widthwise::io {

namespace detail {
/// [64, 16]
inline std::string extents_text(shape const& s) {
    std::string out = "[";
    for (int i = 0; i < s.rank; ++i) {
        out += (i == 0 ? "" : ", ") + std::to_string(s.dim[i]);
    }
    return out + "]";
}
/// Calls f(node number, its parameters) in node order.
template <class Net, class F>
void for_each_node(parameters<Net> const& p, F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        int const each[] = {(f(I, widthwise::get<I>(p)), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<nodes_of<Net>::size>{});
}
} // namespace detail

/// FNV-1a of all stored values, in order: what a weight header has in its comment.
template <class Net>
std::string checksum(parameters<Net> const& p) {
    detail::checksum sum;
    detail::for_each_node(p, [&]<class Own>(std::size_t, Own const& own) {
        Own::each(own, [&](char const*, auto const& values, auto) {
            sum.add(std::span(values.data, values.size()));
        });
    });
    return sum.text();
}

/// The parameters of a network as a C++14 header that defines the type text.name with
/// `static constexpr widthwise::parameters<Net> value`, the Params of verify::, hls::forward and
/// the engines. Integers in their formats for a quantized network, floats for a float one. It may
/// be included by several files.
/// Error: a value that is NaN or infinite, a name that is not one in C++.
template <class Net>
std::string weight_header(parameters<Net> const& p, header_text const& text) {
    std::string body, layout;
    std::size_t count = 0;
    detail::for_each_node(p, [&]<class Own>(std::size_t node, Own const& own) {
        std::string parts, shapes;
        Own::each(own, [&](char const* name, auto const& values, auto) {
            std::string const where = std::string(rows_of<Net>()[node].name) + "." + name;
            parts += parts.empty() ? "{{" : ", {{";
            detail::append_numbers(parts, std::span(values.data, values.size()), where);
            parts += "}}";
            shapes += (shapes.empty() ? "" : ", ") + std::string(name) + " " +
                      detail::extents_text(values.extent());
            count += values.size();
        });
        body += node == 0 ? "" : ",\n";
        body += "        // " + detail::comment(rows_of<Net>()[node].name) +
                (shapes.empty() ? "" : ": " + shapes) + "\n        {" + parts + "}";
    });
    std::string out =
        detail::header_start(text, std::to_string(count) + " parameters", io::checksum<Net>(p));
    std::string const type = "::widthwise::parameters<" + text.network + ">";
    std::string const holder = text.name + "_holder";
    out += "template <class = void>\nstruct " + holder + " {\n    static constexpr " + type +
           " value{\n" + body + "};\n};\ntemplate <class T>\nconstexpr " + type + " " + holder +
           "<T>::value;\nusing " + text.name + " = " + holder + "<>;\n";
    return out + detail::header_end(text);
}

/// The same as a file, replaced whole: after an error the old one is as it was.
template <class Net>
void write_weight_header(std::filesystem::path const& path, parameters<Net> const& p,
                         header_text const& text) {
    write_bytes(path, weight_header<Net>(p, text), {});
}

/// From files to a header: the masters, a float network's parameters in a folder of .npy files or a
/// .safetensors file, become those of Net (transfer<Net>), a network that passes made of Masters.
template <class Net, class Masters = Net>
void convert_weights(std::filesystem::path const& weights, std::filesystem::path const& header,
                     header_text text) {
    auto const masters = load_parameters<Masters>(weights);
    if (text.source.empty()) {
        auto const path = std::filesystem::absolute(weights).lexically_normal();
        text.source = (path.has_filename() ? path : path.parent_path()).filename().string();
    }
    if constexpr (std::is_same_v<Net, Masters>) {
        write_weight_header<Net>(header, masters, text);
    } else {
        write_weight_header<Net>(header, widthwise::transfer<Net>(masters), text);
    }
}

} // namespace widthwise::io
