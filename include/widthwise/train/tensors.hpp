// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/train/random.hpp>

namespace widthwise::train {

/// One parameter tensor of a float network, its type erased.
struct parameter_tensor {
    char const* node;
    char const* name; ///< "weight", "bias", "running_mean", "running_var"
    std::span<float> data;
    std::size_t fan_in; ///< weight elements per output; a bias has its weight's
    bool normalizes;    ///< BatchNorm's

    bool trainable() const { return name == std::string_view("weight") || is_bias(); }
    bool is_bias() const { return name == std::string_view("bias"); }
};

/// Every parameter tensor, in node order, weight before bias.
template <class Net>
std::vector<parameter_tensor> tensors_of(parameters<Net>& p) {
    std::vector<parameter_tensor> all;
    auto const visit = [&all](char const* node, auto& own) {
        std::size_t fan_in = 0;
        using own_type = std::remove_reference_t<decltype(own)>;
        bool const normalizes = requires { own.running_mean; };
        own_type::each(own, [&](char const* name, auto& values, auto format) {
            static_assert(std::is_same_v<decltype(format), f32>,
                          "widthwise: a float network is trained; see trainer<Float, Quantized>");
            auto const outputs = static_cast<std::size_t>(values.extent().dim[0]);
            fan_in = fan_in == 0 ? values.size() / outputs : fan_in;
            all.push_back({node, name, {values.data, values.size()}, fan_in, normalizes});
        });
    };
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        int const each[] = {(visit(rows_of<Net>()[I].name, widthwise::get<I>(p)), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<nodes_of<Net>::size>{});
    return all;
}

/// The values a network starts from: weight and bias of linear and conv are U(-a, a),
/// a = 1 / sqrt(fan_in); BatchNorm has weight 1, bias 0, running_mean 0, running_var 1.
/// Same seed, same values.   Source: torch's reset_parameters (its distributions; its generator
/// draws other numbers).
template <class Net>
void initialize(parameters<Net>& p, std::uint64_t seed) {
    random numbers(seed);
    for (parameter_tensor const& t : tensors_of(p)) {
        double const reach = 1 / std::sqrt(static_cast<double>(t.fan_in));
        bool const one =
            t.name == std::string_view("weight") || t.name == std::string_view("running_var");
        for (float& value : t.data) {
            value = t.normalizes ? (one ? 1.0f : 0.0f)
                                 : static_cast<float>((2 * numbers.uniform() - 1) * reach);
        }
    }
}

} // namespace widthwise::train
