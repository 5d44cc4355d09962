// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/hls/edge_table.hpp>
#include <widthwise/hls/folding.hpp>
#include <widthwise/layers/matmul.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// The words of a tensor that a loop touches in one cycle: base + l * stride for l < count.
struct access {
    std::int64_t count, stride;
};

constexpr std::int64_t common_divisor(std::int64_t a, std::int64_t b) {
    while (b != 0) {
        std::int64_t const rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}
/// The most of them in one of `banks` banks, word w in bank w mod banks, whatever the base:
/// l * stride mod banks has period banks / gcd(stride, banks).
constexpr std::int64_t touches(access a, std::int64_t banks) {
    return ceil_div(a.count, banks / common_divisor(a.stride, banks));
}
/// A memory block has two ports.
constexpr bool two_ports_do(access a, std::int64_t banks) { return touches(a, banks) <= 2; }

/// The same for the taps of a convolution, `terms` after another, which lie in no one stride.
constexpr std::int64_t most_banks = 512;
constexpr bool two_ports_do_taps(layer_row const& layer, shape const& x, std::int64_t terms,
                                 std::int64_t banks) {
    window const w = window_of(layer);
    std::int64_t const taps = w.taps(), all = layer.attr[0] / layer.attr[10] * taps;
    int seen[most_banks] = {};
    for (std::int64_t first = 0; first < all && terms > 2; first += terms) {
        for (std::int64_t bank = 0; bank < banks; ++bank) {
            seen[bank] = 0;
        }
        for (std::int64_t k = first; k < smaller(first + terms, all); ++k) {
            std::int64_t const row = k % taps / w.kernel[1] * w.dilation[0];
            std::int64_t const column = k % w.kernel[1] * w.dilation[1];
            std::int64_t const word = (k / taps * x.dim[1] + row) * x.dim[2] + column;
            if (++seen[word % banks] > 2) {
                return false;
            }
        }
    }
    return true;
}

constexpr bool is_matrix(layer_row const& layer) {
    return layer.op == op_id<op::matmul> || layer.op == op_id<op::bmm>;
}
/// Elements of one channel.
constexpr std::int64_t plane(shape const& s) { return s.elements() / s.dim[0]; }

/// What the node reads of operand k in one cycle; a convolution's taps are no such words.
constexpr access read_access(layer_row const& layer, operands const& in, folding const& f, int k) {
    if (is_conv(layer) || f.lanes == 0) { // the output takes one after another
        return access{1, 1};
    }
    if (is_matrix(layer) && k == 1) { // terms rows of lanes columns each
        std::int64_t const columns = in[1].last();
        bool const lines = f.terms == 1 || f.lanes == columns;
        return access{lines ? f.terms * f.lanes : f.terms * columns, 1};
    }
    bool const sums = layer.op == op_id<op::linear> || is_matrix(layer);
    bool const channels = pools(layer) || is_batch_norm(layer);
    return access{sums ? f.terms : f.lanes, channels ? plane(in[0]) : 1};
}
/// And what it writes. Sums that end together and do not lie side by side are written through the
/// two ports, one pair after another (result_turns).
constexpr bool writes_in_line(layer_row const& layer, folding const& f) {
    return (layer.op == op_id<op::linear> && f.blocks == 1) || is_matrix(layer);
}
constexpr access write_access(layer_row const& layer, shape const& out, folding const& f) {
    bool const in_loop = !pools(layer) && !is_conv(layer) && layer.op != op_id<op::linear>;
    bool const at_once = in_loop || writes_in_line(layer, f);
    return at_once ? access{f.lanes, is_batch_norm(layer) ? plane(out) : 1} : access{1, 1};
}
/// Cycles that the results of one block take to be written.
constexpr std::int64_t result_turns(layer_row const& layer, folding const& f) {
    bool const pairs = pools(layer) || is_conv(layer) || layer.op == op_id<op::linear>;
    return pairs && !writes_in_line(layer, f) ? ceil_div(f.lanes, std::int64_t{2}) : 1;
}

template <class Net>
constexpr folding folding_at(std::size_t i, int reuse) {
    layer_row const& layer = *rows_of<Net>()[i].layer;
    operands const in = facts_of<Net>().inputs(i);
    shape const& out = facts_of<Net>().out[i];
    return fold_node(layer, layer.count(layer, in, out), in, out, reuse);
}
/// The folding of a node: by its reuse factor, or known.
template <class Net, class Factors>
struct foldings_by_reuse {
    Factors const& reuse;
    constexpr folding operator()(std::size_t i) const { return folding_at<Net>(i, reuse[i]); }
};
/// Those of every node.
template <std::size_t N>
struct folding_list {
    folding of[N];
};
template <class Net>
constexpr folding_list<nodes_of<Net>::size> fold_nodes(int const* reuse) {
    folding_list<nodes_of<Net>::size> all{};
    for (std::size_t i = 0; i < nodes_of<Net>::size; ++i) {
        all.of[i] = folding_at<Net>(i, reuse[i]);
    }
    return all;
}
struct known_foldings {
    folding const* of;
    constexpr folding operator()(std::size_t i) const { return of[i]; }
};

template <class Net, class Foldings>
constexpr int banks_by(std::size_t i, Foldings const& folding_of) {
    auto const& f = facts_of<Net>();
    auto const& edges = edge_table<Net>::value;
    constexpr std::size_t most = edge_table<Net>::most_readers;
    access touched[most + 1] = {}; // by the readers, and at last by the writer
    std::size_t reader[most] = {};
    folding fold[most] = {};
    std::size_t readers = 0;
    for (int e = edges.first[i]; e >= 0; e = edges.next[e]) {
        std::size_t const j = static_cast<std::size_t>(edges.reader[e]);
        fold[readers] = folding_of(j);
        touched[readers] =
            read_access(*rows_of<Net>()[j].layer, f.inputs(j), fold[readers], e - f.first[j]);
        reader[readers++] = j;
    }
    touched[readers] = write_access(*rows_of<Net>()[i].layer, f.out[i], folding_of(i));
    std::int64_t banks = 1; // no fewer can do
    for (std::size_t r = 0; r <= readers; ++r) {
        banks = largest(banks, ceil_div(touched[r].count, std::int64_t{2}), 1);
    }
    for (; banks < most_banks; ++banks) {
        bool good = true;
        for (std::size_t r = 0; r <= readers && good; ++r) {
            layer_row const& layer = *rows_of<Net>()[r < readers ? reader[r] : i].layer;
            good =
                two_ports_do(touched[r], banks) &&
                (r == readers || !is_conv(layer) ||
                 two_ports_do_taps(layer, as_image(f.inputs(reader[r])[0]), fold[r].terms, banks));
        }
        if (good) {
            return static_cast<int>(banks);
        }
    }
    return static_cast<int>(most_banks);
}
} // namespace detail

/// Cyclic banks of node i's tensor: as few as let each loop that reads or writes it begin a turn
/// every cycle, two words of a bank at most; 512 where that takes more.
///   reuse[j]: the reuse factor of node j
template <class Net, class Factors>
constexpr int tensor_banks(std::size_t i, Factors const& reuse) {
    return detail::banks_by<Net>(i, detail::foldings_by_reuse<Net, Factors>{reuse});
}

} // namespace hls
} // namespace widthwise
