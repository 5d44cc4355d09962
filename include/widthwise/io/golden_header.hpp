// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <widthwise/io/constant_text.hpp>
#include <widthwise/io/file.hpp>
#include <widthwise/io/header_text.hpp>
#include <widthwise/run/executor.hpp>
#include <widthwise/verify/outputs.hpp>

namespace widthwise::io {

namespace detail {
/// A type `name` with `static constexpr T value[vectors][elements]`.
template <class T>
std::string table_text(std::string const& name, std::vector<T> const& values,
                       std::size_t elements) {
    std::string const array =
        "value[" + std::to_string(values.size() / elements) + "][" + std::to_string(elements) + "]";
    std::string const type = std::string(type_name<T>) + " ";
    std::string out = "template <class = void>\nstruct " + name +
                      "_holder {\n    static constexpr " + type + array + " = {";
    for (std::size_t at = 0; at < values.size(); at += elements) {
        out += at == 0 ? "{" : ", {";
        append_numbers(out, std::span(values).subspan(at, elements), name);
        out += "}";
    }
    return out + "};\n};\ntemplate <class T>\nconstexpr " + type + name + "_holder<T>::" + array +
           ";\nusing " + name + " = " + name + "_holder<>;\n";
}
} // namespace detail

/// Golden vectors of a network as a C++14 header: the types text.name_inputs, the samples x as
/// floats, and text.name_outputs, what the executor gives for them, raw integers where every head
/// is in an integer format, else floats. They are the Inputs and Outputs of verify::golden.
/// Error: no whole number of samples, or none; a value that is NaN or infinite; a name that is none
/// in C++.
template <class Net>
std::string golden_header(parameters<Net> const& p, std::span<float const> x,
                          header_text const& text) {
    constexpr std::size_t inputs = executor<Net>::input_size();
    constexpr std::size_t outputs = executor<Net>::output_size();
    if (x.empty() || x.size() % inputs != 0) {
        throw error({}, text.name + "_inputs",
                    std::to_string(x.size()) + " values are no samples of " +
                        std::to_string(inputs));
    }
    using value_type = typename verify::result_of<Net>::value_type;
    std::vector<float> y(x.size() / inputs * outputs);
    std::vector<value_type> golden;
    executor<Net> run(p);
    run.run(x, y, [&](std::size_t) {
        auto const heads = facts_of<Net>().inputs(size_of<Net>() - 1);
        for (int k = 0; k < heads.count; ++k) {
            std::size_t const head = static_cast<std::size_t>(heads.edge[k]);
            if constexpr (std::is_same_v<value_type, float>) {
                auto const values = run.values(head);
                golden.insert(golden.end(), values.begin(), values.end());
            } else {
                auto const values = run.raw(head);
                golden.insert(golden.end(), values.begin(), values.end());
            }
        }
    });
    detail::checksum sum;
    sum.add(x);
    sum.add(std::span<value_type const>(golden));
    std::string const head = detail::header_start(
        text, std::to_string(x.size() / inputs) + " golden vectors", sum.text());
    return head +
           detail::table_text(text.name + "_inputs", std::vector<float>(x.begin(), x.end()),
                              inputs) +
           "\n" + detail::table_text(text.name + "_outputs", golden, outputs) +
           detail::header_end(text);
}

/// The same as a file, replaced whole: after an error the old one is as it was.
template <class Net>
void write_golden_header(std::filesystem::path const& path, parameters<Net> const& p,
                         std::span<float const> x, header_text const& text) {
    write_bytes(path, golden_header<Net>(p, x, text), {});
}

} // namespace widthwise::io
