// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <widthwise/kernels/cells.hpp>
#include <widthwise/kernels/constant.hpp>
#include <widthwise/run/error.hpp>
#include <widthwise/run/executor.hpp>
#include <widthwise/run/tier.hpp>

namespace widthwise {

namespace detail {
template <class Net, class Params, std::size_t K>
using constant_product_of =
    kernels::constant_product<Net, Params, kernels::detail::constant_plan_of<Net>.product[K]>;

template <class Net, class Params, std::size_t... K>
constexpr int count_terms(std::index_sequence<K...>) {
    int const each[] = {constant_product_of<Net, Params, K>::terms()..., 0};
    int all = 0;
    for (int const n : each) {
        all += n;
    }
    return all;
}
/// The first product whose sums do not fit, or -1.
template <class Net, class Params, std::size_t... K>
constexpr int first_too_wide(std::index_sequence<K...>) {
    bool const possible[] = {constant_product_of<Net, Params, K>::possible..., true};
    for (std::size_t k = 0; k < sizeof...(K); ++k) {
        if (!possible[k]) {
            return static_cast<int>(kernels::detail::constant_plan_of<Net>.product[k]);
        }
    }
    return -1;
}
template <class Net, int Node>
using constant_check = kernels::no_constant_kernel<
    typename type_at<nodes_of<Net>, static_cast<std::size_t>(Node < 0 ? 0 : Node)>::name,
    (Node < 0)>;
} // namespace detail

/// Non-zero weights that one sample is multiplied by: what a constant_engine of the network costs.
template <class Net, class Params>
constexpr int constant_terms() {
    return detail::count_terms<Net, Params>(
        std::make_index_sequence<kernels::detail::constant_plan_of<Net>.count>{});
}

/// Runs a network whose weights are constants of a type, Params::value: every sum is unrolled over
/// its non-zero weights, so that a zero costs nothing, and samples lie in lanes. Equal to the
/// executor. For a chain of linear, relu and moves over integers whose sums fit 32 bits (else
/// no_constant_kernel<node>), of at most 8192 non-zero weights (else constant_network_too_large).
template <class Net, class Params>
class constant_engine {
    static constexpr auto plan = kernels::detail::constant_plan_of<Net>;
    static_assert(sizeof(detail::constant_check<Net, plan.bad>) != 0, "");
    using products = std::make_index_sequence<plan.count>;
    static_assert(
        sizeof(kernels::constant_network_too_large<constant_terms<Net, Params>(), 8192>) != 0, "");
    static_assert(
        sizeof(detail::constant_check<Net, detail::first_too_wide<Net, Params>(products{})>) != 0,
        "");

public:
    explicit constant_engine(isa::tier t = isa::selected())
        : tier_(isa::require(t)), lanes_(kernels::shape_of(t).lanes) {
        bool const portable = lanes_ == 0;
        lanes_ = portable ? kernels::portable::constant_lanes : lanes_;
        std::size_t const first = plan.product[0];
        std::size_t const begin = kernels::plan_of<Net>.of[0].reader >= 0 ? first : 1;
        encode_.from.kind = kernels::cell::f32;
        encode_.from_input = true;
        encode_.encode = formats_of<Net>(begin).x;
        if (begin != first) {
            encode_.after = kernels::chain_of<Net>(kernels::plan_of<Net>.of[begin], begin);
        }
        encode_.to.elements = input_size();
        encode_.to.stride = (input_size() + 63) / 64 * 64 * sizeof(std::int32_t);
        prepare(encode_, t, input_size(), output_size());
        rows_.resize(encode_.to.stride / sizeof(std::int32_t) * static_cast<std::size_t>(lanes_) +
                     64);
        std::size_t widest = input_size();
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            layers_ = {
                (portable
                     ? &kernels::portable::constant_layer<
                           detail::constant_product_of<Net, Params, K>>
                     : kernels::constant_for<detail::constant_product_of<Net, Params, K>>(t))...};
            std::size_t const outputs[] = {
                static_cast<std::size_t>(detail::constant_product_of<Net, Params, K>::outputs)...};
            widest = std::max(widest, *std::max_element(std::begin(outputs), std::end(outputs)));
        }
        (products{});
        x_.resize(widest * static_cast<std::size_t>(lanes_));
        y_.resize(x_.size());
    }

    static constexpr std::size_t input_size() { return executor<Net>::input_size(); }
    static constexpr std::size_t output_size() { return executor<Net>::output_size(); }
    isa::tier tier() const { return tier_; }

    /// y[n, output_size] = net(x[n, input_size]). Errors: spans that hold no whole samples.
    void run(std::span<float const> x, std::span<float> y) {
        std::size_t const samples = x.size() / input_size();
        if (x.size() % input_size() != 0 || y.size() != samples * output_size()) {
            throw error("constant_engine", "input and output",
                        "spans of " + std::to_string(x.size()) + " and " +
                            std::to_string(y.size()) + " elements do not hold whole samples of " +
                            std::to_string(input_size()) + " -> " + std::to_string(output_size()));
        }
        std::size_t const block = static_cast<std::size_t>(lanes_);
        for (std::size_t first = 0; first < samples; first += block) {
            run_block(x.data() + first * input_size(), y.data() + first * output_size(),
                      std::min(block, samples - first));
        }
    }

private:
    void run_block(float const* x, float* y, std::size_t samples) {
        kernels::context c;
        c.arena = reinterpret_cast<std::byte*>(rows_.data());
        c.x = x;
        c.samples = static_cast<int>(samples);
        run_cells(&encode_, c);
        std::size_t const lanes = static_cast<std::size_t>(lanes_);
        std::size_t const row = encode_.to.stride / sizeof(std::int32_t);
        for (std::size_t k = 0; k < input_size(); ++k) {
            for (std::size_t s = 0; s < samples; ++s) {
                x_[k * lanes + s] = rows_[s * row + k];
            }
        }
        for (kernels::constant_function const layer : layers_) {
            layer(x_.data(), y_.data());
            std::swap(x_, y_);
        }
        constexpr int frac =
            detail::constant_product_of<Net, Params, plan.count - 1>::casts.result.frac;
        double const unit = exp2i(-frac);
        for (std::size_t s = 0; s < samples; ++s) {
            for (std::size_t k = 0; k < output_size(); ++k) {
                y[s * output_size() + k] = to_float(static_cast<double>(x_[k * lanes + s]) * unit);
            }
        }
    }

    isa::tier tier_;
    int lanes_;
    kernels::cells_step encode_;
    std::vector<kernels::constant_function> layers_;
    std::vector<std::int32_t> rows_, x_, y_;
};

} // namespace widthwise
