// SPDX-License-Identifier: Apache-2.0
//
// oneDNN: primitives made once, weights reordered once to the layout each primitive asks for,
// memory bound once, relu as a post-op, requantization as output scales; one thread
// (support/main.cpp sets OMP_NUM_THREADS).
#include "dense.hpp"

#if WIDTHWISE_BENCH_ONEDNN
#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <utility>

#include <oneapi/dnnl/dnnl.hpp>

namespace rivals {
namespace {

using dnnl::memory;
using data = memory::data_type;
using tag = memory::format_tag;
using arguments = std::unordered_map<int, memory>;

/// A list of primitives and what each reads and writes.
class program {
public:
    program() : stream_(engine()) {}

    /// One for all: memory and the primitives that use it must be of the same one.
    static dnnl::engine& engine() {
        static dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
        return cpu;
    }
    memory make(memory::desc const& d) const { return memory(d, engine()); }
    memory wrap(memory::desc const& d, void const* from) const {
        memory m(d, engine());
        std::memcpy(m.get_data_handle(), from, d.get_size());
        return m;
    }
    void add(dnnl::primitive p, arguments a) { steps_.emplace_back(std::move(p), std::move(a)); }
    /// to = scale * from, at every run.
    void add_reorder(memory from, memory to, float scale = 1) {
        dnnl::primitive_attr attr;
        attr.set_output_scales(0, {scale});
        add(dnnl::reorder(dnnl::reorder::primitive_desc(from, to, attr)),
            {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}});
    }
    /// Now, once.
    memory reordered(memory from, memory::desc const& as) {
        if (from.get_desc() == as) {
            return from;
        }
        memory to = make(as);
        dnnl::reorder(from, to).execute(stream_, from, to);
        stream_.wait();
        return to;
    }
    void run() {
        for (auto& [primitive, bound] : steps_) {
            primitive.execute(stream_, bound);
        }
        stream_.wait();
    }

private:
    dnnl::stream stream_;
    std::vector<std::pair<dnnl::primitive, arguments>> steps_;
};

dnnl::primitive_attr attributes(bool relu, float scale) {
    dnnl::primitive_attr attr;
    if (scale != 1) {
        attr.set_output_scales(0, {scale});
    }
    if (relu) {
        dnnl::post_ops after;
        after.append_eltwise(1.0f, dnnl::algorithm::eltwise_relu, 0.0f, 0.0f);
        attr.set_post_ops(after);
    }
    return attr;
}

/// Adds y = relu(scale * (W x + b)) and gives y; x is reordered where the primitive wants it so.
memory add_linear(program& p, memory x, layer const& l, data type, float scale, bool integers) {
    memory::dim const batch = x.get_desc().dims()[0];
    dnnl::inner_product_forward::desc const desc(
        dnnl::prop_kind::forward_inference,
        memory::desc({batch, l.in}, x.get_desc().data_type(), tag::any),
        memory::desc({l.out, l.in}, integers ? data::s8 : data::f32, tag::any),
        memory::desc({l.out}, integers ? data::s32 : data::f32, tag::a),
        memory::desc({batch, l.out}, type, tag::any));
    dnnl::inner_product_forward::primitive_desc const pd(desc, attributes(l.relu, scale),
                                                         p.engine());
    if (x.get_desc() != pd.src_desc()) {
        memory in_layout = p.make(pd.src_desc());
        p.add_reorder(x, in_layout);
        x = in_layout;
    }
    memory::desc const plain({l.out, l.in}, integers ? data::s8 : data::f32, tag::ab);
    void const* const weight = integers ? static_cast<void const*>(l.raw_weight.data())
                                        : static_cast<void const*>(l.weight.data());
    void const* const bias = integers ? static_cast<void const*>(l.raw_bias.data())
                                      : static_cast<void const*>(l.bias.data());
    memory y = p.make(pd.dst_desc());
    p.add(dnnl::inner_product_forward(pd),
          {{DNNL_ARG_SRC, x},
           {DNNL_ARG_WEIGHTS, p.reordered(p.wrap(plain, weight), pd.weights_desc())},
           {DNNL_ARG_BIAS, p.wrap(pd.bias_desc(), bias)},
           {DNNL_ARG_DST, y}});
    return y;
}

struct chain {
    network net;
    int batch;
    program steps;
    memory input, output;

    chain(network const& of, int samples, bool integers) : net(of), batch(samples) {
        input = steps.make(memory::desc({batch, net.inputs()}, data::f32, tag::ab));
        memory now = input;
        if (integers) {
            // Behind a relu nothing is negative: unsigned, the faster source type.
            data const type = net.scale.empty() ? data::s8 : data::u8;
            now = steps.make(memory::desc({batch, net.inputs()}, type, tag::ab));
            steps.add_reorder(input, now, std::ldexp(1.0f, net.layers.front().x_frac));
        }
        for (std::size_t i = 0; i < net.layers.size(); ++i) {
            layer const& l = net.layers[i];
            bool const last = i + 1 == net.layers.size();
            int const next = last ? 0 : net.layers[i + 1].x_frac;
            data const type = !integers || last ? data::f32 : l.relu ? data::u8 : data::s8;
            float const scale = integers ? std::ldexp(1.0f, next - l.x_frac - l.w_frac) : 1.0f;
            now = add_linear(steps, now, l, type, scale, integers);
        }
        output = now;
        memory::desc const rows({batch, net.outputs()}, data::f32, tag::ab);
        if (now.get_desc() != rows) {
            output = steps.make(rows);
            steps.add_reorder(now, output);
        }
    }
    void run(float const* x, float* y) {
        scale_rows(net, batch, x, static_cast<float*>(input.get_data_handle()));
        steps.run();
        std::memcpy(y, output.get_data_handle(), output.get_desc().get_size());
    }
};

/// A primitive with its memory: u8 source, s8 weights, in the layouts it asked for.
struct bound {
    dnnl::primitive primitive;
    memory from, to;
    arguments all;
};
bound bind_convolution(program& p, convolution const& c, int batch, data type, float scale) {
    memory::dims const weights{c.out, c.in, c.kernel, c.kernel}, pad{c.padding, c.padding};
    dnnl::convolution_forward::desc const desc(
        dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct,
        memory::desc({batch, c.in, c.height, c.width}, data::u8, tag::any),
        memory::desc(weights, data::s8, tag::any), memory::desc({c.out}, data::s32, tag::a),
        memory::desc({batch, c.out, c.out_height(), c.out_width()}, type, tag::any),
        {c.stride, c.stride}, pad, pad);
    dnnl::convolution_forward::primitive_desc const pd(desc, attributes(c.relu, scale), p.engine());
    memory const from = p.make(pd.src_desc()), to = p.make(pd.dst_desc());
    memory const plain = p.wrap(memory::desc(weights, data::s8, tag::abcd), c.raw_weight.data());
    return {dnnl::convolution_forward(pd),
            from,
            to,
            {{DNNL_ARG_SRC, from},
             {DNNL_ARG_WEIGHTS, p.reordered(plain, pd.weights_desc())},
             {DNNL_ARG_BIAS, p.wrap(pd.bias_desc(), c.raw_bias.data())},
             {DNNL_ARG_DST, to}}};
}
bound bind_linear(program& p, layer const& l, int batch, data type, float scale) {
    dnnl::inner_product_forward::desc const desc(
        dnnl::prop_kind::forward_inference, memory::desc({batch, l.in}, data::u8, tag::any),
        memory::desc({l.out, l.in}, data::s8, tag::any), memory::desc({l.out}, data::s32, tag::a),
        memory::desc({batch, l.out}, type, tag::any));
    dnnl::inner_product_forward::primitive_desc const pd(desc, attributes(l.relu, scale),
                                                         p.engine());
    memory const from = p.make(pd.src_desc()), to = p.make(pd.dst_desc());
    memory const plain =
        p.wrap(memory::desc({l.out, l.in}, data::s8, tag::ab), l.raw_weight.data());
    return {dnnl::inner_product_forward(pd),
            from,
            to,
            {{DNNL_ARG_SRC, from},
             {DNNL_ARG_WEIGHTS, p.reordered(plain, pd.weights_desc())},
             {DNNL_ARG_BIAS, p.wrap(pd.bias_desc(), l.raw_bias.data())},
             {DNNL_ARG_DST, to}}};
}

/// One layer: float rows in and out, or its integer tensors only, converted at the first run.
struct single {
    program convert, layer, back;
    memory input, output; ///< float rows
    conversions how = conversions::included;
    bool converted = false;

    void run(float const* x, float* y) {
        bool const always = how == conversions::included;
        if (always || !converted) {
            std::memcpy(input.get_data_handle(), x, input.get_desc().get_size());
            convert.run();
            converted = true;
        }
        layer.run();
        if (always) {
            back.run();
            std::memcpy(y, output.get_data_handle(), output.get_desc().get_size());
        }
    }
};
/// bind(program, type of y, output scale) gives the layer; x and y are the plain float layouts.
template <class Bind>
job run_single(memory::desc const& x, memory::desc const& y, int x_frac, int w_frac,
               conversions how, Bind bind) {
    auto state = std::make_shared<single>();
    state->how = how;
    bool const floats = how == conversions::included;
    bound const l = bind(state->layer, floats ? data::f32 : data::u8,
                         std::ldexp(1.0f, floats ? -x_frac - w_frac : -w_frac));
    state->layer.add(l.primitive, l.all);
    state->input = state->convert.make(x);
    state->convert.add_reorder(state->input, l.from, std::ldexp(1.0f, x_frac));
    state->output = l.to;
    if (floats && l.to.get_desc() != y) {
        state->output = state->back.make(y);
        state->back.add_reorder(l.to, state->output);
    }
    return [state](float const* from, float* to) { state->run(from, to); };
}
char const* name_of(conversions how) {
    return how == conversions::included ? "oneDNN int8" : "oneDNN int8, its own tensors";
}

} // namespace

rival onednn_float(network const& net, int batch) {
    auto state = std::make_shared<chain>(net, batch, false);
    return {"oneDNN float", "float", [state](float const* x, float* y) { state->run(x, y); }, {}};
}
rival onednn_int8(network const& net, int batch) {
    auto state = std::make_shared<chain>(net, batch, true);
    return {"oneDNN int8", "int8", [state](float const* x, float* y) { state->run(x, y); }, {}};
}

rival onednn_convolution(convolution const& c, int batch, conversions how) {
    memory::desc const x({batch, c.in, c.height, c.width}, data::f32, tag::abcd);
    memory::desc const y({batch, c.out, c.out_height(), c.out_width()}, data::f32, tag::abcd);
    auto const bind = [&](program& p, data type, float scale) {
        return bind_convolution(p, c, batch, type, scale);
    };
    return {name_of(how), "int8", run_single(x, y, c.x_frac, c.w_frac, how, bind), {}};
}
rival onednn_linear(layer const& l, int batch, conversions how) {
    memory::desc const x({batch, l.in}, data::f32, tag::ab), y({batch, l.out}, data::f32, tag::ab);
    auto const bind = [&](program& p, data type, float scale) {
        return bind_linear(p, l, batch, type, scale);
    };
    return {name_of(how), "int8", run_single(x, y, l.x_frac, l.w_frac, how, bind), {}};
}

} // namespace rivals

#else

namespace rivals {
namespace {
rival missing(char const* name, char const* kind) {
    return {name, kind, {}, "libdnnl-dev is not installed"};
}
} // namespace
rival onednn_float(network const&, int) { return missing("oneDNN float", "float"); }
rival onednn_int8(network const&, int) { return missing("oneDNN int8", "int8"); }
rival onednn_convolution(convolution const&, int, conversions) {
    return missing("oneDNN int8", "int8");
}
rival onednn_linear(layer const&, int, conversions) { return missing("oneDNN int8", "int8"); }
} // namespace rivals

#endif
