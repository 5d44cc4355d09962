// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <vector>

/// A fully connected network as hardware's C simulation computes it: every product cast to the
/// accumulator, every partial sum too, starting from the bias, in input order; all products first,
/// then all sums, as the unrolled hardware does.   Source: hls4ml's rule for dense layers with the
/// latency strategy (golden/hls4ml).
namespace emulation {

/// Types: data, relu, weight, bias, accum, each a fixed-point class.
template <class Types, class Input, class Output>
void dense(std::vector<Input> const& x, std::vector<typename Types::weight> const& weight,
           std::vector<typename Types::bias> const& bias,
           std::vector<typename Types::accum>& product, std::vector<typename Types::accum>& sum,
           std::vector<Output>& y) {
    std::size_t const inputs = x.size(), outputs = bias.size();
    for (std::size_t i = 0; i < inputs; ++i) {
        for (std::size_t o = 0; o < outputs; ++o) {
            product[i * outputs + o] = x[i] * weight[i * outputs + o];
        }
    }
    for (std::size_t o = 0; o < outputs; ++o) {
        sum[o] = bias[o];
    }
    for (std::size_t i = 0; i < inputs; ++i) {
        for (std::size_t o = 0; o < outputs; ++o) {
            sum[o] += product[i * outputs + o];
        }
    }
    for (std::size_t o = 0; o < outputs; ++o) {
        y[o] = sum[o];
    }
}
template <class Input, class Output>
void relu(std::vector<Input> const& x, std::vector<Output>& y) {
    for (std::size_t i = 0; i < x.size(); ++i) {
        y[i] = x[i] > 0 ? Output(x[i]) : Output(0.0);
    }
}

/// Linear layers with a relu between each two of them.
template <class Types>
class network {
public:
    /// weight: [out][in], exact values of the types.
    void add(std::size_t in, std::size_t out, std::vector<double> const& weight,
             std::vector<double> const& bias) {
        layer l;
        for (std::size_t i = 0; i < in; ++i) {
            for (std::size_t o = 0; o < out; ++o) {
                l.weight.push_back(typename Types::weight(weight[o * in + i]));
            }
        }
        for (double b : bias) {
            l.bias.push_back(typename Types::bias(b));
        }
        l.product.resize(in * out);
        l.sum.resize(out);
        l.y.resize(out);
        l.active.resize(out);
        if (layers_.empty()) {
            x_.resize(in);
        }
        layers_.push_back(l);
    }
    /// One sample.
    void run(float const* x, float* y) {
        for (std::size_t i = 0; i < x_.size(); ++i) {
            x_[i] = typename Types::data(static_cast<double>(x[i]));
        }
        for (std::size_t k = 0; k < layers_.size(); ++k) {
            layer& l = layers_[k];
            if (k == 0) {
                dense<Types>(x_, l.weight, l.bias, l.product, l.sum, l.y);
            } else {
                dense<Types>(layers_[k - 1].active, l.weight, l.bias, l.product, l.sum, l.y);
            }
            relu(l.y, l.active);
        }
        std::vector<typename Types::data> const& last = layers_.back().y;
        for (std::size_t o = 0; o < last.size(); ++o) {
            y[o] = static_cast<float>(last[o].to_double());
        }
    }

private:
    struct layer {
        std::vector<typename Types::weight> weight; ///< [in][out]
        std::vector<typename Types::bias> bias;
        std::vector<typename Types::accum> product, sum;
        std::vector<typename Types::data> y;
        std::vector<typename Types::relu> active;
    };
    std::vector<typename Types::data> x_;
    std::vector<layer> layers_;
};

} // namespace emulation
