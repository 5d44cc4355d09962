// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/verify/node_values.hpp>

namespace widthwise {
namespace verify {

namespace detail {
struct otherwise_none {};
struct when_there : otherwise_none {};

template <class A, class P>
constexpr auto read_weight(P const& p, reads<A>& v, when_there) -> decltype(p.weight, void()) {
    v.weight = p.weight.data;
}
template <class A, class P>
constexpr void read_weight(P const&, reads<A>&, otherwise_none) {}
template <class A, class P>
constexpr auto read_bias(P const& p, reads<A>& v, when_there) -> decltype(p.bias, void()) {
    v.bias = p.bias.data;
}
template <class A, class P>
constexpr void read_bias(P const&, reads<A>&, otherwise_none) {}
template <class A, class P>
constexpr auto read_statistics(P const& p, reads<A>& v, when_there)
    -> decltype(p.running_mean, void()) {
    v.mean = p.running_mean.data;
    v.variance = p.running_var.data;
}
template <class A, class P>
constexpr void read_statistics(P const&, reads<A>&, otherwise_none) {}

/// How a node takes what it reads.
enum class step_kind : unsigned char { nothing, each_input, two_factors, two_inputs, one_input };

template <class Net, std::size_t I, bool Raw>
struct step {
    using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
    using A = typename step_arithmetic<Net, I, Raw && widthwise::detail::casts_input<Net>(I)>::type;
    using written =
        role_t<typename layer_parts<typename type_at<nodes_of<Net>, I>::layer>::own, data_out>;

    static constexpr layer_row const& layer() { return *rows_of<Net>()[I].layer; }
    static constexpr operands in() { return facts_of<Net>().inputs(I); }
    static constexpr shape const& out() { return facts_of<Net>().out[I]; }
    static constexpr step_kind kind() {
        return layer().kind == fx_kind::placeholder || layer().kind == fx_kind::output
                   ? step_kind::nothing
               : is_per_input<op_type>::value ? step_kind::each_input
               : layer().second_is_weight     ? step_kind::two_factors
               : layer().arity == 2           ? step_kind::two_inputs
                                              : step_kind::one_input;
    }
    template <std::size_t K, class To>
    using operand = operand_of<Net, I, K, Raw, To>;

    static constexpr void run(reads<A> const& v, typename A::y* y) {
        forward(op_type{}, A{}, layer(), in(), out(), v, y);
        quantize_whole(y, is_tensor_format<written>{});
    }

private:
    static constexpr void quantize_whole(typename A::y* y, std::true_type) {
        written::quantize_tensor(y, y, out().dim, out().rank);
    }
    static constexpr void quantize_whole(typename A::y*, std::false_type) {}
};

/// Node I on one sample: casts its operands and calls the layer's scalar forward.
template <class Net, std::size_t I, bool Raw, step_kind Kind>
struct evaluate_node {
    static constexpr int apply(parameters<Net> const&, values_of<Net, Raw>&) { return 0; }
};
template <class Net, std::size_t I, bool Raw>
struct evaluate_node<Net, I, Raw, step_kind::one_input> {
    static constexpr int apply(parameters<Net> const& p, values_of<Net, Raw>& values) {
        using A = typename step<Net, I, Raw>::A;
        typename step<Net, I, Raw>::template operand<0, typename A::x_format> const x(values);
        reads<A> v{};
        v.x = x.get();
        detail::read_weight<A>(widthwise::get<I>(p), v, when_there{});
        detail::read_bias<A>(widthwise::get<I>(p), v, when_there{});
        detail::read_statistics<A>(widthwise::get<I>(p), v, when_there{});
        step<Net, I, Raw>::run(v, detail::data_of<Net, I, Raw>(values));
        return 0;
    }
};
template <class Net, std::size_t I, bool Raw>
struct evaluate_node<Net, I, Raw, step_kind::two_inputs> {
    static constexpr int apply(parameters<Net> const&, values_of<Net, Raw>& values) {
        using A = typename step<Net, I, Raw>::A;
        typename step<Net, I, Raw>::template operand<0, typename A::x_format> const x(values);
        typename step<Net, I, Raw>::template operand<1, typename A::x_format> const x1(values);
        reads<A> v{};
        v.x = x.get();
        v.x1 = x1.get();
        step<Net, I, Raw>::run(v, detail::data_of<Net, I, Raw>(values));
        return 0;
    }
};
template <class Net, std::size_t I, bool Raw>
struct evaluate_node<Net, I, Raw, step_kind::two_factors> {
    static constexpr int apply(parameters<Net> const&, values_of<Net, Raw>& values) {
        using A = typename step<Net, I, Raw>::A;
        typename step<Net, I, Raw>::template operand<0, typename A::x_format> const x(values);
        typename step<Net, I, Raw>::template operand<1, typename A::w_format> const w(values);
        reads<A> v{};
        v.x = x.get();
        v.weight = w.get();
        step<Net, I, Raw>::run(v, detail::data_of<Net, I, Raw>(values));
        return 0;
    }
};
template <class Net, std::size_t I, bool Raw>
struct evaluate_node<Net, I, Raw, step_kind::each_input> {
    using A = typename step<Net, I, Raw>::A;
    template <std::size_t K>
    static constexpr int part(values_of<Net, Raw>& values) {
        typename step<Net, I, Raw>::template operand<K, typename A::x_format> const x(values);
        forward_part(typename step<Net, I, Raw>::op_type{}, A{}, step<Net, I, Raw>::layer(),
                     step<Net, I, Raw>::in(), static_cast<int>(K), step<Net, I, Raw>::out(),
                     x.get(), detail::data_of<Net, I, Raw>(values));
        return 0;
    }
    template <std::size_t... K>
    static constexpr int parts(values_of<Net, Raw>& values, std::index_sequence<K...>) {
        int const each[] = {part<K>(values)...};
        return each[0];
    }
    static constexpr int apply(parameters<Net> const&, values_of<Net, Raw>& values) {
        constexpr int count = step<Net, I, Raw>::in().count;
        return parts(values, std::make_index_sequence<static_cast<std::size_t>(count)>{});
    }
};
} // namespace detail

} // namespace verify
} // namespace widthwise
