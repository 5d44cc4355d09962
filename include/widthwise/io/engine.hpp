// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <widthwise/io/npy.hpp>
#include <widthwise/run/executor.hpp>

namespace widthwise::io {

namespace detail {
inline void append_extents(std::vector<std::size_t>& to, shape const& s) {
    for (int axis = 0; axis < s.rank; ++axis) {
        to.push_back(static_cast<std::size_t>(s[axis]));
    }
}
} // namespace detail

/// Shape of `samples` inputs of a network: [samples, extents of its input]; where it has several
/// inputs, [samples, all their elements, one input after the other].
template <class Net>
std::vector<std::size_t> input_shape(std::size_t samples) {
    std::vector<std::size_t> result{samples};
    std::size_t inputs = 0;
    for (std::size_t i = 0; i < nodes_of<Net>::size; ++i) {
        if (rows_of<Net>()[i].layer->kind == fx_kind::placeholder) {
            ++inputs;
            detail::append_extents(result, facts_of<Net>().out[i]);
        }
    }
    return inputs == 1 ? result : std::vector<std::size_t>{samples, executor<Net>::input_size()};
}

/// Shape of its outputs: [samples, extents of its head]; where it has several heads, [samples, all
/// their elements].
template <class Net>
std::vector<std::size_t> output_shape(std::size_t samples) {
    operands const heads = facts_of<Net>().inputs(nodes_of<Net>::size - 1);
    std::vector<std::size_t> result{samples};
    if (heads.count == 1) {
        detail::append_extents(result, heads[0]);
    } else {
        result.push_back(executor<Net>::output_size());
    }
    return result;
}

/// The number of samples in an array of that shape. Error: it is not input_shape<Net>(n).
template <class Net>
std::size_t samples_of(std::span<std::size_t const> shape, std::string_view file,
                       std::string_view name) {
    std::vector<std::size_t> wanted = input_shape<Net>(shape.empty() ? 0 : shape[0]);
    if (!std::ranges::equal(shape, wanted)) {
        std::string text = to_string(std::span(wanted).subspan(1));
        text = "(n, " + text.substr(1, text.size() - (wanted.size() == 2 ? 3 : 2)) + ")";
        throw error(file, name, "has shape " + to_string(shape) + ", the network reads " + text);
    }
    return wanted[0];
}

/// to.npy = net(from.npy), by an engine or an executor: float32 [n, output] of [n, input], where
/// from.npy may hold any dtype whose values are float32 (tensor::floats). to.npy is replaced whole;
/// it may be from.npy. Errors: what is no .npy file, another shape, a value that is no float32, a
/// file that cannot be written. Nothing is written then.
template <template <class> class Runner, class Net>
void run_npy(Runner<Net>& runner, std::filesystem::path const& from,
             std::filesystem::path const& to) {
    tensor const x = read_npy(from);
    std::size_t const samples = samples_of<Net>(x.shape, x.file, x.name);
    std::vector<float> y(samples * Runner<Net>::output_size());
    runner.run(x.floats(), y);
    write_npy<float>(to, output_shape<Net>(samples), y);
}

} // namespace widthwise::io
