// SPDX-License-Identifier: Apache-2.0
// A vendor's number classes as carrier, and the library's own class against them. Compiled by
// tests/hls/carriers with -DCARRIER=ap or ac.
#include "tests/property/hls/compare.hpp"

#ifdef HAS_AC
#include <ac_channel.h>
#endif

#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/ac.hpp>
#include <widthwise/hls/ap.hpp>
#include <widthwise/hls/integer_operands.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
namespace op = ww::op;
namespace hls = widthwise::hls;
using carrier = hls::CARRIER;
using hls_test::differences;
using ww::overflow;
using ww::rounding;

namespace {

template <class Net, class... Role>
using every = ww::quantize_t<Net, ww::by_type<ww::otherwise<Role...>>>;
using q8 = ww::integer<8, 4>;
using q6 = ww::fixed<6, 3>;

struct residual : every<ww::zoo::residual_mlp, ww::data_in<q8>, ww::weight<q6>, ww::bias<q8>> {};
struct fused : ww::fuse_activation_t<residual> {};
struct cnn : every<ww::zoo::small_cnn, ww::data_in<q8>, ww::weight<q6>, ww::bias<q8>> {};
using narrow = ww::ap_fixed<10, 5>;
struct stepwise : every<ww::zoo::jsc_toy, ww::data_in<q8>, ww::weight<q6>, ww::bias<q6>,
                        ww::accum<narrow>, ww::data_out<q8>> {};

struct mean : ww::network<ww::input<2, 7, 5>, ww::adaptive_avg_pool2d<3, 2>> {};
template <class Out>
struct mean_into : every<mean, ww::data_in<q8>, ww::data_out<Out>> {};
template <rounding Round, overflow Over>
using out = ww::fixed<5, 3, true, Round, Over>;

template <rounding Round, overflow Over>
void mode() {
    CHECK(differences<mean_into<out<Round, Over>>, carrier>(6, 1) == 0);
}

template <class V>
constexpr int bits_of = V::width;

template <int W1, int F1, bool S1, int W2, int F2, bool S2>
int operator_differences() {
    constexpr rounding down = rounding::floor;
    constexpr overflow wraps = overflow::wrap;
    using a_own = hls::fixed_value<W1, F1, S1>;
    using b_own = hls::fixed_value<W2, F2, S2>;
    using a_vendor = typename carrier::value<W1, F1, S1, down, wraps>;
    using b_vendor = typename carrier::value<W2, F2, S2, down, wraps>;
    using product = decltype(a_own{} * b_own{});
    using sum = decltype(a_own{} + b_own{});
    using difference = decltype(a_own{} - b_own{});
    using negative = decltype(-a_own{});
    static_assert(product::width == bits_of<decltype(a_vendor() * b_vendor())>, "");
    static_assert(sum::width == bits_of<decltype(a_vendor() + b_vendor())>, "");
    static_assert(difference::width == bits_of<decltype(a_vendor() - b_vendor())>, "");
    static_assert(negative::width == bits_of<decltype(-a_vendor())>, "");
    auto const real = [](auto const& own) {
        return ww::scale_by_power(static_cast<double>(own.limbs().low()),
                                  -std::decay_t<decltype(own)>::frac);
    };
    int wrong = 0;
    for (int i = 0; i < 1 << W1; ++i) {
        for (int j = 0; j < 1 << W2; ++j) {
            a_own const a = a_own::from_limbs(ww::detail::truncate_to(ww::wide(i), W1, S1));
            b_own const b = b_own::from_limbs(ww::detail::truncate_to(ww::wide(j), W2, S2));
            a_vendor const x = carrier::load<a_vendor>(a.raw);
            b_vendor const y = carrier::load<b_vendor>(b.raw);
            bool good = real(a * b) == (x * y).to_double() && real(a + b) == (x + y).to_double() &&
                        real(a - b) == (x - y).to_double() && real(-a) == (-x).to_double() &&
                        (a < b) == (x < y) && (a == b) == (x == y) && (a >= b) == (x >= y);
            a_own own_sum = a;
            a_vendor vendor_sum = x;
            own_sum += b;
            vendor_sum += y;
            good = good && real(own_sum) == vendor_sum.to_double();
            for (int n = -W1; n <= W1 && j == 0; ++n) {
                good = good && real(a << n) == a_vendor(x << n).to_double() &&
                       real(a >> n) == a_vendor(x >> n).to_double();
            }
            wrong += good ? 0 : 1;
        }
    }
    return wrong;
}

/// Plain integers as operands, casts out and assignments in place.
template <class Integer, int W, int F, bool S>
int integer_differences() {
    using own = hls::fixed_value<W, F, S>;
    using vendor = typename carrier::value<W, F, S, rounding::floor, overflow::wrap>;
    using sum = decltype(own{} + Integer{});
    using product = decltype(Integer{} * own{});
    static_assert(sum::width == bits_of<decltype(vendor() + Integer{})>, "");
    static_assert(product::width == bits_of<decltype(Integer{} * vendor())>, "");
    int wrong = 0;
    for (int raw = 0; raw < 1 << W; ++raw) {
        for (int k = -3; k < 6; ++k) {
            Integer const i = static_cast<Integer>(k);
            own const a = own::from_limbs(ww::detail::truncate_to(ww::wide(raw), W, S));
            vendor const x = carrier::load<vendor>(a.raw);
            bool const results = (a + i).to_double() == (x + i).to_double() &&
                                 (i - a).to_double() == (i - x).to_double() &&
                                 (a * i).to_double() == (x * i).to_double();
#ifdef HAS_AC
            constexpr bool sees_sign = true;
#else // the open ap_types take a number below zero for a large one beside an unsigned int
            constexpr bool sees_sign = !std::is_same_v<Integer, unsigned>;
#endif
            bool const orders =
                (!sees_sign && a < 0) ||
                ((a < i) == (x < i) && (a == i) == (x == i) && (i >= a) == (i >= x));
            own own_sum = a, own_product = a, own_left = a, own_right = a;
            vendor vendor_sum = x, vendor_product = x, vendor_left = x, vendor_right = x;
            own_sum += i;
            vendor_sum += i;
            own_product *= i;
            vendor_product *= i;
            own_left <<= k;
            vendor_left <<= k;
            own_right >>= k;
            vendor_right >>= k;
            bool const assigned = own_sum.to_double() == vendor_sum.to_double() &&
                                  own_product.to_double() == vendor_product.to_double() &&
                                  own_left.to_double() == vendor_left.to_double() &&
                                  own_right.to_double() == vendor_right.to_double();
#ifdef HAS_AC // truncates, where ap_fixed and C++ round toward zero
            int const integer = static_cast<int>(own::from_limbs(a.limbs() >> F << F));
#else
            int const integer = a.to_int();
#endif
            bool good = results && orders && assigned && integer == x.to_int() &&
                        a.to_double() == x.to_double();
            if constexpr (S) {
                good = good && (~a).to_double() == vendor(~x).to_double();
            }
            wrong += good ? 0 : 1;
        }
    }
    return wrong;
}
template <int W, int F, bool S>
int all_integer_differences() {
    return integer_differences<int, W, F, S>() + integer_differences<unsigned, W, F, S>() +
           integer_differences<short, W, F, S>() + integer_differences<bool, W, F, S>() +
           integer_differences<unsigned char, W, F, S>();
}

} // namespace

TEST_CASE("networks: exact sums, a cast of every term, fused, convolutions") {
    CHECK(differences<residual, carrier>(10, 1) == 0);
    CHECK(differences<fused, carrier, hls::options<hls::reuse<1>>>(10, 2) == 0);
    CHECK(differences<cnn, carrier, hls::options<hls::parallel<16>>>(3, 3) == 0);
    CHECK(differences<stepwise, carrier>(10, 4) == 0);
}
#ifdef HAS_AC
namespace {
struct channels {
    template <class T, int>
    using stream = ac_channel<T>;
};
} // namespace
TEST_CASE("ac_channel between the layers and at the ports") {
    std::mt19937_64 random{5};
    auto const p = hls_test::random_parameters<residual>(random);
    hls::input_cell<residual> x[16];
    hls::output_cell<residual> y[5];
    ac_channel<hls::input_cell<residual>> in;
    ac_channel<hls::output_cell<residual>> out_port;
    for (auto& v : x) {
        v = static_cast<hls::input_cell<residual>>(random());
        in.write(v);
    }
    hls::forward<residual>(p, x, y);
    hls::forward_stream<residual, carrier, hls::options<>, channels>(p, in, out_port);
    for (auto v : y) {
        CHECK(out_port.read() == v);
    }
    CHECK(out_port.empty());
}
#endif
TEST_CASE("every mode that the class has") {
    mode<rounding::floor, overflow::wrap>();
    mode<rounding::toward_zero, overflow::saturate>();
    mode<rounding::half_up, overflow::saturate_zero>();
    mode<rounding::half_toward_zero, overflow::saturate_symmetric>();
    mode<rounding::half_away, overflow::wrap>();
    mode<rounding::half_down, overflow::saturate>();
    mode<rounding::half_even, overflow::saturate>();
#ifdef HAS_AC
    mode<rounding::half_odd, overflow::saturate>();
#else
    mode<rounding::half_even, ww::wrap<1>>();
    mode<rounding::half_even, ww::wrap<2>>();
    mode<rounding::half_even, overflow::wrap_sign_magnitude>();
    mode<rounding::half_even, ww::wrap_sign_magnitude<1>>();
    mode<rounding::half_even, ww::wrap_sign_magnitude<2>>();
#endif
}
TEST_CASE("the library's own class has the same operators") {
    CHECK(operator_differences<5, 2, true, 6, 4, true>() == 0);
    CHECK(operator_differences<5, 2, true, 6, 4, false>() == 0);
    CHECK(operator_differences<5, -2, false, 6, 4, false>() == 0);
    CHECK(operator_differences<4, 6, false, 6, 1, true>() == 0);
}
TEST_CASE("integers beside the library's own class, and casts to integers") {
    CHECK(all_integer_differences<6, 2, true>() == 0);
    CHECK(all_integer_differences<6, 2, false>() == 0);
    CHECK(all_integer_differences<5, 0, true>() == 0);
    CHECK(all_integer_differences<6, 5, true>() == 0);
}
