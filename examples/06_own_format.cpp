// A format is one type: a row of numbers, encode, decode and quantize. Here: float with 7 mantissa
// bits (bfloat16), rounded to nearest even, as the weights of a linear layer.
#include <bit>
#include <cstdint>
#include <cstdio>
#include <vector>

#include <widthwise.hpp>
#include <widthwise/run/executor.hpp>

namespace ww = widthwise;

/// y = x with the low 16 bits of its float32 pattern rounded away. NaN passes.
struct bfloat16 {
    using value_type = float;
    static constexpr ww::format_row row() {
        ww::format_row r{};
        r.kind = ww::hash_name("bfloat16");
        r.name = "bfloat16";
        r.width = 16;
        r.exponent = 8;
        return r;
    }
    static constexpr float quantize(float x) {
        auto const bits = std::bit_cast<std::uint32_t>(x);
        auto const even = bits + 0x7fffu + ((bits >> 16) & 1u);
        return x != x ? x : std::bit_cast<float>(even & 0xffff0000u);
    }
    static constexpr float encode(double x) { return quantize(static_cast<float>(x)); }
    static constexpr float decode(float x) { return x; }
};
static_assert(bfloat16::quantize(1.00390625f) == 1.0f, "a tie goes to the even neighbour");

struct net : ww::network<ww::input<2>, ww::linear<2, 1>> {};
struct half : ww::quantize_t<net, ww::by_type<ww::on<ww::op::linear, ww::weight<bfloat16>>>> {};
static_assert(ww::bitops<half, ww::qonnx>(ww::batch{1}).total == 2 * 32 * 16);

int main() {
    ww::parameters<net> p{};
    ww::get<1>(p).weight(0, 0) = 3.14159265f;
    ww::get<1>(p).weight(0, 1) = 1.0f;
    std::vector<float> x{1.0f, 2.0f}, y(1);
    ww::executor<half>(ww::transfer<half>(p)).run(x, y);
    std::printf("%.8g\n", double{y[0]});
    return y[0] == 5.140625f ? 0 : 1; // 3.140625 + 2
}
