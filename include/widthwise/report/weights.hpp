// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <widthwise/io/prefix.hpp>
#include <widthwise/report/parameter_values.hpp>
#include <widthwise/report/precision.hpp>
#include <widthwise/report/table.hpp>
#include <widthwise/report/value_set.hpp>
#include <widthwise/run/error.hpp>

namespace widthwise::report {

/// One parameter tensor before and after quantization, compared value by value.
struct weight_row {
    std::string name;
    format_row format;
    std::vector<double> before, after;
    double max_error = 0;
    std::size_t distinct = 0;             ///< different values that are stored
    std::optional<std::size_t> outside{}; ///< values that are not in the format; nothing for float
};

/// "Show that the weights really are quantized."
struct weights_summary {
    std::vector<weight_row> rows;

    /// Elements whose format has a known value set, and those of them outside it.
    std::size_t checked() const { return count(false); }
    std::size_t outside() const { return count(true); }
    /// At least one value was checked and every one is in its format's value set.
    bool all_quantized() const { return checked() > 0 && outside() == 0; }

private:
    std::size_t count(bool only_outside) const {
        std::size_t sum = 0;
        for (auto const& row : rows) {
            sum += row.outside ? (only_outside ? *row.outside : row.after.size()) : 0;
        }
        return sum;
    }
};

/// Pairs tensors by name. Error: a tensor of the quantized network that the float one lacks.
inline weights_summary compare_weights(std::vector<parameter_values> const& before,
                                       std::vector<parameter_values> const& after) {
    weights_summary summary{};
    for (auto const& p : after) {
        auto const* const source = find_values(before, p.node, p.name);
        std::string const name = io::state_dict_prefix(p.node) + "." + p.name;
        if (source == nullptr || source->values.size() != p.values.size()) {
            throw error({}, name, "the network before quantization has no such tensor");
        }
        bool const folded = find_values(before, p.node, "running_var") != nullptr &&
                            find_values(after, p.node, "running_var") == nullptr;
        weight_row row{name, p.format,
                       folded ? folded_values(before, p.node, p.name) : source->values, p.values};
        for (std::size_t i = 0; i < row.after.size(); ++i) {
            row.max_error = std::max(row.max_error, std::abs(row.after[i] - row.before[i]));
        }
        row.distinct = std::set<double>(row.after.begin(), row.after.end()).size();
        row.outside = values_outside(p.format, p.extent, row.after);
        summary.rows.push_back(std::move(row));
    }
    return summary;
}

inline table weights_table(weights_summary const& of) {
    table out{{"Parameter", "Format", "Elements", "Min before", "Max before", "Min after",
               "Max after", "Max error", "Ulp", "Distinct", "Representable", "In format"},
              {}};
    for (auto const& row : of.rows) {
        auto const [low, high] = std::ranges::minmax(row.before);
        auto const [least, most] = std::ranges::minmax(row.after);
        bool const fixed = row.format.kind == hash_name("fixed");
        auto const values = value_count(row.format);
        bool const small = values && *values < 1e6;
        out.rows.push_back({row.name, format_text(row.format), row.after.size(), low, high, least,
                            most, row.max_error, fixed ? py(std::ldexp(1, -row.format.frac)) : py(),
                            row.distinct,
                            small    ? py(static_cast<int>(*values))
                            : values ? py("2^" + std::to_string(std::ilogb(*values)))
                                     : py(),
                            is_float(row.format) ? py("float")
                            : !row.outside       ? py("not checked")
                            : *row.outside == 0  ? py("all")
                                                 : py(std::to_string(*row.outside) + " outside")});
    }
    return out;
}

/// The table, the first values of each quantized tensor before -> after, and the verdict.
inline std::string weights_text(weights_summary const& of, std::size_t samples = 4) {
    std::string out = to_text(weights_table(of), style::simple) + "\n\n";
    for (auto const& row : of.rows) {
        if (!row.outside) {
            continue;
        }
        std::string values;
        for (std::size_t i = 0; i < std::min(samples, row.after.size()); ++i) {
            values += (i == 0 ? "" : ", ") + detail::six_digits(row.before[i]) + " -> " +
                      detail::six_digits(row.after[i]);
        }
        out += row.name + ": " + values + (row.after.size() > samples ? ", ...\n" : "\n");
    }
    std::string const checked = std::to_string(of.checked());
    return out + (of.all_quantized() ? "quantized: all " + checked +
                                           " values are in the value sets of their formats\n"
                  : of.checked() == 0
                      ? "not quantized: no parameter has a quantized format\n"
                      : "NOT quantized: " + std::to_string(of.outside()) + " of " + checked +
                            " values are not in the value sets of their formats\n");
}

/// Compares what a quantized network stores with the float parameters it was made from. After
/// fold_batch_norm pass the parameters of the folded float network as `before`.
template <class Float, class Quantized>
weights_summary weights_report(parameters<Float> const& before,
                               parameters<Quantized> const& after) {
    return compare_weights(values_of(before), values_of(after));
}

} // namespace widthwise::report
