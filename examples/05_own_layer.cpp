// A layer is one file: a row, a shape rule, counts and a scalar forward. Nothing of the library is
// edited; shapes, passes, costs and the executor take it as one of their own.
#include <cstdio>
#include <vector>

#include <widthwise.hpp>
#include <widthwise/run/executor.hpp>

namespace ww = widthwise;
namespace mine {
/// y = x * x, elementwise.   x, y: any shape.   Cost: one product per element.
struct square : ww::plain_layer {
    using op_type = square; // its own op tag: the name is its identity
    static constexpr char const* c_str() { return "square"; }

    static constexpr ww::inferred infer(ww::layer_row const&, ww::operands const& in) {
        return ww::gives(in[0]);
    }
    static constexpr ww::counts count(ww::layer_row const&, ww::operands const& in,
                                      ww::shape const&) {
        ww::counts c{};
        c.products = c.computations = c.backward = in[0].elements();
        return c;
    }
    static constexpr ww::layer_row row() {
        ww::layer_row r{};
        r.op = ww::op_id<square>;
        r.op_name = r.class_name = c_str();
        r.mase_type = "builtin_func";
        r.kind = ww::fx_kind::call_function;
        r.infer = infer;
        r.count = count;
        r.arithmetic = ww::arithmetic_kind::product; // exact: twice the bits
        r.quantizable = true;
        return r;
    }
};

template <class A>
constexpr void forward(square, A, ww::layer_row const&, ww::operands const& in, ww::shape const&,
                       ww::reads<A> const& v, typename A::y* y) {
    for (std::int64_t i = 0; i < in[0].elements(); ++i) {
        typename A::accumulator acc{};
        acc.multiply(v.x[i], v.x[i]);
        y[i] = A::store(acc);
    }
}
} // namespace mine

struct net : ww::network<ww::input<4>, mine::square> {};
using q4 = ww::integer<4, 2>;
struct small : ww::quantize_t<net, ww::by_type<ww::on<mine::square, ww::data_in<q4>>>> {};
static_assert(ww::formats_of<small>(1).out.width == 8 && ww::formats_of<small>(1).out.frac == 4);

int main() {
    std::vector<float> x{0.5f, -1.25f, 1.3f, 9.0f}, y(4);
    ww::executor<small>(ww::parameters<small>{}).run(x, y);
    std::printf("%g %g %g %g\n", double{y[0]}, double{y[1]}, double{y[2]}, double{y[3]});
    return y[0] == 0.25f && y[1] == 1.5625f && y[2] == 1.5625f && y[3] == 3.0625f ? 0 : 1;
}
