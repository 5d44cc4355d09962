// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>

#include <widthwise/verify/accumulators.hpp>

namespace widthwise {
namespace verify {

namespace detail {
/// Does the cast from accum to data_out give the same for every value of the same residue modulo
/// 2^width? When data_out wraps too, keeps no bit above accum's, and rounds without asking the
/// sign.
constexpr bool reads_modulo(format_row const& accum, format_row const& out) {
    bool const wraps = overflow_mode(out.over) == overflow::wrap && overflow_bits(out.over) == 0;
    bool const asks_sign = out.round == rounding::toward_zero ||
                           out.round == rounding::half_toward_zero ||
                           out.round == rounding::half_away;
    return out.kind == format_kind::fixed && wraps && (!asks_sign || out.frac >= accum.frac) &&
           out.width - out.frac <= accum.width - accum.frac;
}
constexpr bool steps_are_harmless(layer_row const& layer, node_formats const& f,
                                  accumulator_row const& row) {
    return row.kind == sum_kind::none || !row.stepwise ||
           (row.kind != sum_kind::unbounded &&
            (row.steps.exact() ||
             (!row.steps.rounds && row.steps.modular && !is_exact(layer.roles.data_out) &&
              reads_modulo(f.accum, f.stored))));
}
} // namespace detail

/// Does node I give y = cast<data_out>(b + sum of w x), as if its accumulator were exact? Its casts
/// per term are harmless when no fraction bit is lost, and
///   wrap: every sum fits, or data_out wraps to no more than accum's bits: arithmetic modulo 2^W;
///   else: the bias, every product and every partial sum fit (in any order: each product may be 0).
/// By formats alone, or for the constant weights Params::value. True where accum is not written.
template <class Net, std::size_t I, class Params = void>
struct stepwise_is_exact
    : std::integral_constant<bool, detail::steps_are_harmless(
                                       *rows_of<Net>()[I].layer, detail::formats_at<Net, I>::value,
                                       detail::accumulator_at<Net, Params, I>::value)> {};

} // namespace verify
} // namespace widthwise
