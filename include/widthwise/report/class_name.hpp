// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include <widthwise/layers/row.hpp>

namespace widthwise::report {

/// The format that names a quantized node: the weight's, else data_in's, else any other that is not
/// float; null when the node is not quantized.
inline format_row const* naming_format(layer_row const& layer) {
    role_rows const& r = layer.roles;
    for (format_row const* role : {&r.weight, &r.data_in, &r.bias, &r.accum, &r.data_out}) {
        if (!is_exact(*role) && !is_float(*role)) {
            return role;
        }
    }
    return nullptr;
}

namespace detail {
/// block_fp -> BlockFP, minifloat_ieee -> MinifloatIEEE, integer -> Integer.
inline std::string camel_case(std::string_view name) {
    std::string out;
    while (!name.empty()) {
        auto const word = name.substr(0, name.find('_'));
        bool const initials = word == "fp" || word == "ieee";
        for (std::size_t i = 0; i < word.size(); ++i) {
            bool const upper = (initials || i == 0) && word[i] >= 'a' && word[i] <= 'z';
            out += upper ? static_cast<char>(word[i] - 'a' + 'A') : word[i];
        }
        name.remove_prefix(word.size() < name.size() ? word.size() + 1 : word.size());
    }
    return out;
}
} // namespace detail

/// The class of a module, or the name of a function, as torch and MASE have it: Linear,
/// LinearInteger, Conv2dBinaryScaling, add, add_integer. An activation that was fused follows the
/// layer, as in torch.nn.intrinsic: LinearReLU, LinearReLUInteger.
inline std::string class_name(layer_row const& layer) {
    std::string name = layer.class_name;
    format_row const* const format = naming_format(layer);
    if (layer.kind == fx_kind::call_module) {
        name += layer.activation != 0 ? "ReLU" : "";
        bool const scaled = format != nullptr && format->kind == hash_name("binary_scaled");
        return format == nullptr
                   ? name
                   : name + (scaled ? "BinaryScaling" : detail::camel_case(format->name));
    }
    return format == nullptr ? name : name + "_" + format->name;
}

/// torch.fx's word for a kind of node.
constexpr char const* fx_name(fx_kind kind) {
    constexpr char const* names[] = {"placeholder", "get_attr",    "call_function",
                                     "call_method", "call_module", "output"};
    return names[static_cast<std::size_t>(kind)];
}

} // namespace widthwise::report
