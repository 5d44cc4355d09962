// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>

#include <widthwise/passes/emit.hpp>
#include <widthwise/passes/rules.hpp>

namespace widthwise {

/// No node is called Name (by_name).
template <class Name>
struct unknown_node {
    static_assert(sizeof(Name*) == 0, "widthwise: read unknown_node<name>: no node is called that");
};
/// A rule names Key, whose op takes no formats (input, output, flatten, ...).
template <class Key>
struct not_quantizable {
    static_assert(sizeof(Key*) == 0,
                  "widthwise: read not_quantizable<key>: its op has no arithmetic");
};

namespace detail {
/// A plan, and the number of a rule that has nothing to act on: refused matched a node of an op
/// without arithmetic (by type or name), unmatched is a name that no node has.
template <std::size_t N, std::size_t E>
struct quantize_result {
    plan<N, E> decided{};
    int refused = -1;
    int unmatched = -1;
};

template <class Table, class Config>
struct quantize_plan {
    static constexpr std::size_t size = Table::size;
    using result = quantize_result<size, Table::edges>;
    using plan_type = plan<size, Table::edges>;

    static constexpr result make() {
        result r{keep_all(Table::resolved()), -1, -1};
        bool found[Config::size] = {};
        for (std::size_t i = 0; i < size; ++i) {
            int const rule = Config::template first_match<Table>(i);
            if (rule < 0) {
                continue;
            }
            found[rule] = true;
            if (Table::rows()[i].layer->quantizable) {
                r.decided.rule[i] = rule;
            } else if (Config::names_nodes(rule)) {
                r.refused = rule;
            }
        }
        for (int rule = Config::size - 1; rule >= 0; --rule) {
            if (!found[rule] && Config::must_match(rule)) {
                r.unmatched = rule;
            }
        }
        return r;
    }
    static constexpr result made = make();
    static constexpr plan_type const& decided() { return made.decided; }
};
template <class Table, class Config>
constexpr typename quantize_plan<Table, Config>::result quantize_plan<Table, Config>::made;

/// Quantizing replaces every role a layer had; a fused activation keeps its own.
template <class Layer, class Formats>
struct requantized {
    using type = quantized<Layer, Formats>;
};
template <class Layer, class Old, class Formats>
struct requantized<quantized<Layer, Old>, Formats> {
    using type = quantized<Layer, Formats>;
};
template <class Layer, class Activation, class Formats>
struct requantized<fused<Layer, Activation>, Formats> {
    using type = fused<typename requantized<Layer, Formats>::type, Activation>;
};
template <class Layer>
struct requantized<Layer, formats<>> {
    using type = Layer;
};
template <class Layer, class Old>
struct requantized<quantized<Layer, Old>, formats<>> {
    using type = quantized<Layer, Old>;
};
template <class Layer, class Activation>
struct requantized<fused<Layer, Activation>, formats<>> {
    using type = fused<Layer, Activation>;
};

template <class Config, int Rule>
struct rule_formats {
    using type = typename Config::template formats_at<Rule>;
};
template <class Config>
struct quantize_rewrite {
    template <class Nodes, int Rule, class Layer>
    using layer = typename requantized<Layer, typename rule_formats<Config, Rule>::type>::type;
};

template <class Config, int Refused, int Unmatched>
struct check_rules : not_quantizable<typename Config::template key_at<Refused>> {};
template <class Config, int Unmatched>
struct check_rules<Config, -1, Unmatched>
    : unknown_node<typename Config::template key_at<Unmatched>> {};
template <class Config>
struct check_rules<Config, -1, -1> : sound {};

/// Every key is a type with a text, asked before any rule is tried: the message stays short.
template <class List>
struct check_keys;
template <class... Rule>
struct check_keys<rule_list<Rule...>> {
    using checked =
        type_list<std::integral_constant<std::size_t, sizeof(key_text<typename Rule::key>)>...>;
};

template <class Net, class Config>
struct quantize_plans : check_rules<Config, quantize_plan<tables_of<Net>, Config>::made.refused,
                                    quantize_plan<tables_of<Net>, Config>::made.unmatched> {
    using type = emit_t<Net, quantize_plan<tables_of<Net>, Config>, quantize_rewrite<Config>>;
};
template <class Net, class Config>
struct quantize_pass : check_keys<typename Config::list> {
    using type = typename quantize_plans<Net, Config>::type;
};
} // namespace detail

/// The network with formats on the nodes that a config selects:
///   quantize_t<jsc_tiny, by_type<on<op::linear, data_in<q8>, weight<q8>, bias<q8>>>>
/// Rules are tried in order and the first match wins; otherwise<...> takes what is left, and a rule
/// without roles leaves its nodes as they are. Quantizing a quantized node replaces all its roles.
/// Errors: unknown_node<name>, not_quantizable<key>, invalid_regex<pattern, position>.
/// Source: MASE's quantize pass (by type, name, regex_name; "default").
template <class Net, class Config>
using quantize_t = typename detail::quantize_pass<Net, Config>::type;

} // namespace widthwise
