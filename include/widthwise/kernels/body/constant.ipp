// SPDX-License-Identifier: Apache-2.0
// Products whose weights are constants: one vector of samples at a time, nothing for a zero.

template <std::int32_t Weight>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v add_term(ops::v sum, ops::v x) {
    if constexpr (Weight == 1) {
        return ops::add(sum, x);
    } else if constexpr (Weight == -1) {
        return ops::sub(sum, x);
    } else if constexpr (Weight > 0 && (Weight & (Weight - 1)) == 0) {
        return ops::add(sum, ops::shift_left(x, __builtin_ctz(Weight)));
    } else {
        return ops::add(sum, ops::mul(x, ops::set(Weight)));
    }
}
template <class Product, int Output, std::size_t... K>
WIDTHWISE_TARGET void one_output([[maybe_unused]] std::int32_t const* x, std::int32_t* y,
                                 std::index_sequence<K...>) {
    using sum = constant_sum<Product, Output>;
    ops::v acc = ops::set(sum::start);
    ((acc = add_term<sum::value.weight[K]>(
          acc, ops::load(static_cast<void const*>(x + sum::value.input[K] * ops::lanes)))),
     ...);
    ops::store(y + Output * ops::lanes, finish(end_general{}, acc, Product::casts.end));
}
template <class Product, std::size_t Output>
WIDTHWISE_TARGET void constant_output(std::int32_t const* x, std::int32_t* y) {
    constexpr std::size_t terms = constant_sum<Product, static_cast<int>(Output)>::terms;
    one_output<Product, static_cast<int>(Output)>(x, y, std::make_index_sequence<terms>{});
}
template <class Product, std::size_t... Output>
WIDTHWISE_TARGET void all_outputs(std::int32_t const* x, std::int32_t* y,
                                  std::index_sequence<Output...>) {
    static constexpr constant_function each[] = {&constant_output<Product, Output>...};
    for (constant_function const output : each) {
        output(x, y);
    }
}
template <class Product>
WIDTHWISE_TARGET void constant_layer(std::int32_t const* x, std::int32_t* y) {
    all_outputs<Product>(x, y, std::make_index_sequence<Product::outputs>{});
}
