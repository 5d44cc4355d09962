// SPDX-License-Identifier: Apache-2.0
//
// XNNPACK's fully connected operators, created and set up once, relu as the operator's own clamp,
// no thread pool.
#include "dense.hpp"

#if WIDTHWISE_BENCH_XNNPACK
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>

#include <xnnpack.h>

namespace rivals {
namespace {

void check(xnn_status status, char const* what) {
    if (status != xnn_status_success) {
        throw std::runtime_error(std::string("XNNPACK: ") + what + " failed, status " +
                                 std::to_string(static_cast<int>(status)));
    }
}
struct deleter {
    void operator()(xnn_operator_t op) const { xnn_delete_operator(op); }
};
using operation = std::unique_ptr<xnn_operator, deleter>;

/// Operators may read a little past the end of their input.
template <class T>
std::vector<T> tensor(int batch, int channels) {
    return std::vector<T>(static_cast<std::size_t>(batch) * static_cast<std::size_t>(channels) +
                          XNN_EXTRA_BYTES);
}
std::size_t size(int n) { return static_cast<std::size_t>(n); }

/// The last int8 result carries the whole range of the network's output.
constexpr int output_frac = 4;

struct float_chain {
    network net;
    int batch;
    std::vector<std::vector<float>> tensors;
    std::vector<operation> operations;

    float_chain(network const& of, int samples) : net(of), batch(samples) {
        check(xnn_initialize(nullptr), "xnn_initialize");
        tensors.push_back(tensor<float>(batch, net.inputs()));
        for (layer const& l : net.layers) {
            tensors.push_back(tensor<float>(batch, l.out));
        }
        float const infinity = std::numeric_limits<float>::infinity();
        for (std::size_t i = 0; i < net.layers.size(); ++i) {
            layer const& l = net.layers[i];
            xnn_operator_t op = nullptr;
            check(xnn_create_fully_connected_nc_f32(size(l.in), size(l.out), size(l.in),
                                                    size(l.out), l.weight.data(), l.bias.data(),
                                                    l.relu ? 0.0f : -infinity, infinity, 0, &op),
                  "fully_connected_nc_f32");
            operations.emplace_back(op);
            check(xnn_setup_fully_connected_nc_f32(op, size(batch), tensors[i].data(),
                                                   tensors[i + 1].data(), nullptr),
                  "setup");
        }
    }
    void run(float const* x, float* y) {
        scale_rows(net, batch, x, tensors.front().data());
        for (operation const& op : operations) {
            check(xnn_run_operator(op.get(), nullptr), "run");
        }
        std::copy_n(tensors.back().data(), size(batch) * size(net.outputs()), y);
    }
};

struct int8_chain {
    network net;
    int batch;
    std::vector<float> input, output;
    std::vector<std::vector<std::int8_t>> tensors;
    std::vector<operation> operations;

    int8_chain(network const& of, int samples)
        : net(of), batch(samples), input(tensor<float>(samples, of.inputs())),
          output(tensor<float>(samples, of.outputs())) {
        check(xnn_initialize(nullptr), "xnn_initialize");
        tensors.push_back(tensor<std::int8_t>(batch, net.inputs()));
        for (layer const& l : net.layers) {
            tensors.push_back(tensor<std::int8_t>(batch, l.out));
        }
        std::size_t const inputs = size(net.inputs()), outputs = size(net.outputs());
        xnn_operator_t op = nullptr;
        check(xnn_create_convert_nc_f32_qs8(inputs, inputs, inputs,
                                            std::ldexp(1.0f, -net.layers.front().x_frac), 0, -128,
                                            127, 0, &op),
              "convert_nc_f32_qs8");
        operations.emplace_back(op);
        check(
            xnn_setup_convert_nc_f32_qs8(op, size(batch), input.data(), tensors[0].data(), nullptr),
            "setup");
        for (std::size_t i = 0; i < net.layers.size(); ++i) {
            layer const& l = net.layers[i];
            int const next = i + 1 < net.layers.size() ? net.layers[i + 1].x_frac : output_frac;
            check(xnn_create_fully_connected_nc_qs8(
                      size(l.in), size(l.out), size(l.in), size(l.out), 0,
                      std::ldexp(1.0f, -l.x_frac), std::ldexp(1.0f, -l.w_frac), l.raw_weight.data(),
                      l.raw_bias.data(), 0, std::ldexp(1.0f, -next),
                      static_cast<std::int8_t>(l.relu ? 0 : -128), 127, 0, &op),
                  "fully_connected_nc_qs8");
            operations.emplace_back(op);
            check(xnn_setup_fully_connected_nc_qs8(op, size(batch), tensors[i].data(),
                                                   tensors[i + 1].data(), nullptr),
                  "setup");
        }
        check(xnn_create_convert_nc_qs8_f32(outputs, outputs, outputs,
                                            std::ldexp(1.0f, -output_frac), 0, 0, &op),
              "convert_nc_qs8_f32");
        operations.emplace_back(op);
        check(xnn_setup_convert_nc_qs8_f32(op, size(batch), tensors.back().data(), output.data(),
                                           nullptr),
              "setup");
    }
    void run(float const* x, float* y) {
        scale_rows(net, batch, x, input.data());
        for (operation const& op : operations) {
            check(xnn_run_operator(op.get(), nullptr), "run");
        }
        std::copy_n(output.data(), size(batch) * size(net.outputs()), y);
    }
};

} // namespace

rival xnnpack_float(network const& net, int batch) {
    auto state = std::make_shared<float_chain>(net, batch);
    return {"XNNPACK float", "float", [state](float const* x, float* y) { state->run(x, y); }, {}};
}
rival xnnpack_int8(network const& net, int batch) {
    auto state = std::make_shared<int8_chain>(net, batch);
    return {"XNNPACK int8", "int8", [state](float const* x, float* y) { state->run(x, y); }, {}};
}

} // namespace rivals

#else

namespace rivals {
rival xnnpack_float(network const&, int) {
    return {"XNNPACK float", "float", {}, "libxnnpack-dev is not installed"};
}
rival xnnpack_int8(network const&, int) {
    return {"XNNPACK int8", "int8", {}, "libxnnpack-dev is not installed"};
}
} // namespace rivals

#endif
