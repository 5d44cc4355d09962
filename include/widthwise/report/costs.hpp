// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <widthwise/report/cost_view.hpp>
#include <widthwise/report/table.hpp>

namespace widthwise::report {

namespace detail {
inline py whole(double v) { return std::llround(v); }

/// A number per column, by name, of the rows and of the total.
template <class Cells>
table cost_table(cost_view const& of, std::vector<std::string> headers, Cells cells) {
    headers.insert(headers.begin(), {"Node name", "Type"});
    table out{std::move(headers), {}};
    for (cost_row const& row : of.nodes) {
        out.rows.push_back(cells(row));
    }
    out.rows.push_back(cells(of.total));
    return out;
}

template <class Value>
void add_row(table& to, std::vector<cost_view> const& views, char const* name, Value value) {
    std::vector<py> row{name};
    for (cost_view const& v : views) {
        row.push_back(value(v));
    }
    to.rows.push_back(std::move(row));
}

inline bool same_flops(cost_view const& a, cost_view const& b) {
    auto const same = [](cost_row const& l, cost_row const& r) {
        return l.name == r.name && l.flops.total == r.flops.total &&
               l.flops.total_parameters == r.flops.total_parameters &&
               l.flops.backward == r.flops.backward &&
               l.flops.input_buffer_size == r.flops.input_buffer_size &&
               l.flops.output_buffer_size == r.flops.output_buffer_size;
    };
    return std::ranges::equal(a.nodes, b.nodes, same);
}
} // namespace detail

/// MASE's calculate_modules: one row per node, then the total.
inline table flops_table(cost_view const& of) {
    return detail::cost_table(of,
                              {"total_parameters", "computations", "backward_computations",
                               "input_buffer_size", "output_buffer_size"},
                              [](cost_row const& r) -> std::vector<py> {
                                  flop_row const& f = r.flops;
                                  return {r.name,
                                          r.type,
                                          f.total_parameters,
                                          f.total,
                                          f.backward,
                                          f.input_buffer_size,
                                          f.output_buffer_size};
                              });
}
/// Bit operations by model (cost/bitops.hpp), rounded to whole ones.
inline table bitops_table(cost_view const& of) {
    return detail::cost_table(of, {"naive", "qonnx", "baskin", "ebops"},
                              [](cost_row const& r) -> std::vector<py> {
                                  return {r.name,
                                          r.type,
                                          detail::whole(r.naive),
                                          detail::whole(r.qonnx),
                                          detail::whole(r.baskin),
                                          detail::whole(r.ebops)};
                              });
}
/// One row per total, one column per network.
inline table totals_table(std::vector<cost_view> const& views,
                          std::vector<std::string> const& labels) {
    table out{{"Total"}, {}};
    out.headers.insert(out.headers.end(), labels.begin(), labels.end());
    detail::add_row(out, views, "FLOPs", [](auto& v) { return py(v.total.flops.total); });
    detail::add_row(out, views, "BitOPs naive",
                    [](auto& v) { return detail::whole(v.total.naive); });
    detail::add_row(out, views, "BitOPs qonnx",
                    [](auto& v) { return detail::whole(v.total.qonnx); });
    detail::add_row(out, views, "BitOPs baskin",
                    [](auto& v) { return detail::whole(v.total.baskin); });
    detail::add_row(out, views, "BitOPs ebops",
                    [](auto& v) { return detail::whole(v.total.ebops); });
    detail::add_row(out, views, "weight bits", [](auto& v) { return py(v.bits.weights); });
    detail::add_row(out, views, "activation bits", [](auto& v) { return py(v.bits.activations); });
    detail::add_row(out, views, "peak live bits", [](auto& v) { return py(v.bits.peak); });
    return out;
}
/// The same for averages: MASE's search metric, and its calculate_avg_bits.
inline table averages_table(std::vector<cost_view> const& views,
                            std::vector<std::string> const& labels) {
    table out{{"Average"}, {}};
    out.headers.insert(out.headers.end(), labels.begin(), labels.end());
    detail::add_row(out, views, "average_bitwidth", [](auto& v) { return py(v.width.average); });
    detail::add_row(out, views, "memory_density",
                    [](auto& v) { return py(v.width.memory_density); });
    detail::add_row(out, views, "data_avg_bit", [](auto& v) { return py(v.precision.data); });
    detail::add_row(out, views, "w_avg_bit", [](auto& v) { return py(v.precision.weight); });
    return out;
}

/// All tables as text; a network's FLOPs are left out when they are those of the one before it.
/// Labels missing from the list are "before" and "after" for two networks, else numbers from 1.
inline std::string costs_text(std::vector<cost_view> const& views, batch b,
                              std::vector<std::string> labels = {}) {
    for (std::size_t i = labels.size(); i < views.size(); ++i) {
        labels.push_back(views.size() == 2 ? (i == 0 ? "before" : "after") : std::to_string(i + 1));
    }
    std::string const size = ", batch " + std::to_string(b.size) + "\n";
    auto const section = [&size](std::string const& title, table const& of) {
        return title + size + to_text(of, style::simple) + "\n\n";
    };
    std::string out;
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (i == 0 || !detail::same_flops(views[i - 1], views[i])) {
            out += section("FLOPs " + labels[i], flops_table(views[i]));
        }
    }
    for (std::size_t i = 0; i < views.size(); ++i) {
        out += section("BitOPs " + labels[i], bitops_table(views[i]));
    }
    return out + section("Totals", totals_table(views, labels)) +
           to_text(averages_table(views, labels), style::simple) + "\n";
}

/// The costs of networks side by side: costs_report<jsc_tiny, jsc_tiny_q8>(batch{8}).
template <class... Net>
std::string costs_report(batch b, std::vector<std::string> const& labels = {}) {
    return costs_text({costs_of<Net>(b)...}, b, labels);
}

} // namespace widthwise::report
