// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <widthwise/hls/edges.hpp>
#include <widthwise/hls/options.hpp>
#include <widthwise/hls/pragmas.hpp>
#include <widthwise/hls/unit.hpp>

namespace widthwise {
namespace hls {

/// How an op is built: engine<op::linear>::run<Context>(x, parameters, y), two operands
/// run<Context>(x0, x1, y), an op with per_input run<Context, K>(x, y) for each input. A layer of
/// one's own specializes it, with `exists` true.
template <class Op>
struct engine {
    static constexpr bool exists = false;
};

namespace detail {
template <class Carrier, class Net, std::size_t I, bool Moved>
struct unit_of {
    using type = unit<Carrier, arithmetic_of<Net, I>>;
};
template <class Carrier, class Net, std::size_t I>
struct unit_of<Carrier, Net, I, true> {
    using type = moving_unit<Carrier, edge_of_node<Net, I>>;
};
/// Counted once for all who ask.
template <class Net, class Options, std::size_t I>
struct banks_at {
    static constexpr int value = banks_of<Net, Options>(I);
};
constexpr int at_most(std::int64_t n, int limit) {
    return n < 1 ? 1 : n < limit ? static_cast<int>(n) : limit;
}
} // namespace detail

/// What an engine knows of its node, all constants: shapes, attributes, arithmetic, parallelism.
template <class Net, std::size_t I, class Carrier, class Options>
struct context {
    using carrier = Carrier;
    using unit =
        typename detail::unit_of<Carrier, Net, I, detail::input_table<Net>::value.moved[I]>::type;
    using x = typename unit::x;
    using y = typename unit::y;
    using y_cell = typename Carrier::template cell<y>;

    static constexpr layer_row const& layer() { return *rows_of<Net>()[I].layer; }
    static constexpr int attribute(int k) { return layer().attr[k]; }
    static constexpr operands inputs() { return facts_of<Net>().inputs(I); }
    static constexpr shape in(int k) { return inputs()[k]; }
    static constexpr shape out() { return facts_of<Net>().out[I]; }

    /// Products of one sum in one cycle, at most limit.
    static constexpr int terms(int limit) {
        return detail::at_most(folding_of<Net, Options>(I).terms, limit);
    }
    /// Sums (or elements) in one cycle, at most limit.
    static constexpr int lanes(int limit) {
        return detail::at_most(folding_of<Net, Options>(I).lanes, limit);
    }
    /// Elements in one cycle of a node that multiplies nothing by weights.
    static constexpr int elements(int limit) {
        return detail::at_most(folding_of<Net, Options>(I).lanes, limit);
    }

    /// Cyclic banks of the tensors of operand K and of the result.
    template <std::size_t K>
    static constexpr int x_banks() {
        return detail::banks_at<Net, Options, detail::origin_of<Net, I, K>::value>::value;
    }
    static constexpr int y_banks() { return detail::banks_at<Net, Options, I>::value; }
    /// Blocks of the weights' memory, `size` words: one per lane, whose two ports give two terms;
    /// for more terms each word alone.
    static constexpr int weight_blocks(int size) {
        folding const f = folding_of<Net, Options>(I);
        std::int64_t const groups = is_conv(layer()) ? attribute(10) : 1;
        return f.terms <= 2 ? detail::at_most(f.lanes * groups, size) : size;
    }

    /// Operand K as the node reads it: cast<data_in>(x), or cast<weight> in the weight role.
    template <std::size_t K, class Cell>
    static x read(Cell const& held) {
        return read_as<K, typename unit::x_format>(held);
    }
    template <class Cell>
    static typename unit::w read_weight(Cell const& held) {
        return read_as<1, typename unit::w_format>(held);
    }
    /// A parameter, stored as its raw value.
    template <class Raw>
    static typename unit::w weight(Raw raw) {
        return Carrier::template load<typename unit::w>(raw);
    }
    static y_cell keep(y const& v) { return Carrier::keep(v); }

private:
    template <std::size_t K, class To, class Cell>
    static number<Carrier, To> read_as(Cell const& held) {
        using edge = edge_of_node<Net, detail::origin_of<Net, I, K>::value>;
        return convert_number<Carrier, To, edge>(
            Carrier::template load<number<Carrier, edge>>(held));
    }
};

} // namespace hls
} // namespace widthwise
