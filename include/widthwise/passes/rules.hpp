// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <widthwise/core/type_list.hpp>
#include <widthwise/graph/network.hpp>
#include <widthwise/passes/regex.hpp>

namespace widthwise {

/// A rule: nodes selected by Key (an op tag, a name or a pattern) take these roles.
///   on<op::linear, data_in<q8>, weight<q8>, bias<q8>>
template <class Key, class... Role>
struct on {
    using key = Key;
    using roles = formats<Role...>;
};
/// The rule for every other node that has arithmetic: MASE's "default".
template <class... Role>
struct otherwise {
    using key = void;
    using roles = formats<Role...>;
};

namespace detail {
template <class Rule>
struct is_otherwise : std::is_void<typename Rule::key> {};

template <class Key, class = void>
struct has_text : std::false_type {};
template <class Key>
struct has_text<Key, decltype(static_cast<void>(Key::c_str()))> : std::true_type {};
template <>
struct has_text<void, void> : std::true_type {};

template <class Key>
struct key_text {
    static_assert(has_text<Key>::value,
                  "widthwise: a rule's key is an op tag (op::linear), a name or a pattern: a type "
                  "with a static c_str()");
    static constexpr char const* value() { return Key::c_str(); }
};
template <>
struct key_text<void> {
    static constexpr char const* value() { return nullptr; } // otherwise: any node
};

template <class Key>
struct key_hash {
    static constexpr std::uint32_t value = hash_name(key_text<Key>::value());
};
template <>
struct key_hash<void> {
    static constexpr std::uint32_t value = 0;
};

/// What the three configs share: rules by number.
template <class... Rule>
struct rule_list {
    static_assert(sizeof...(Rule) > 0, "widthwise: a quantize config needs at least one rule");
    static constexpr int size = static_cast<int>(sizeof...(Rule));
    /// Does the rule name what it selects, so that selecting a node without arithmetic is an error?
    static constexpr bool names_nodes(int rule) { return key(rule) != nullptr; }
    /// Is it an error that the rule selects nothing?
    static constexpr bool must_match(int) { return false; }

    template <int I>
    using key_at = typename type_at<type_list<Rule...>, static_cast<std::size_t>(I)>::key;
    template <int I>
    using formats_at = typename type_at<type_list<Rule..., otherwise<>>,
                                        static_cast<std::size_t>(I < 0 ? size : I)>::roles;

protected:
    template <class Config, class Table>
    static constexpr int search(std::size_t node) {
        for (int r = 0; r < size; ++r) {
            if (key(r) == nullptr || Config::template matches<Table>(r, node)) {
                return r;
            }
        }
        return -1;
    }
    static constexpr char const* key(int rule) {
        char const* const keys[] = {key_text<typename Rule::key>::value()...};
        return keys[rule];
    }
};
} // namespace detail

/// Rules whose keys are op tags.
template <class... Rule>
struct by_type : detail::rule_list<Rule...> {
    using list = detail::rule_list<Rule...>;
    template <class Table>
    static constexpr bool matches(int rule, std::size_t node) {
        std::uint32_t const ops[] = {detail::key_hash<typename Rule::key>::value...};
        return ops[rule] == Table::rows()[node].layer->op;
    }
    template <class Table>
    static constexpr int first_match(std::size_t node) {
        return list::template search<by_type, Table>(node);
    }
};

/// Rules whose keys are node names; each must be the name of a node.
template <class... Rule>
struct by_name : detail::rule_list<Rule...> {
    using list = detail::rule_list<Rule...>;
    static constexpr bool must_match(int rule) { return list::key(rule) != nullptr; }
    template <class Table>
    static constexpr bool matches(int rule, std::size_t node) {
        return same_text(list::key(rule), Table::rows()[node].name);
    }
    template <class Table>
    static constexpr int first_match(std::size_t node) {
        return list::template search<by_name, Table>(node);
    }
};

namespace detail {
/// Which nodes a pattern matches, one constant per pattern.
template <class Table, class Pattern>
struct regex_matches {
    struct table {
        bool value[Table::size];
    };
    static constexpr table make() {
        table t{};
        for (std::size_t i = 0; i < Table::size; ++i) {
            t.value[i] = fullmatch(compiled_regex<Pattern>::value, Table::rows()[i].name);
        }
        return t;
    }
    static constexpr table value = make();
};
template <class Table, class Pattern>
constexpr typename regex_matches<Table, Pattern>::table regex_matches<Table, Pattern>::value;
template <class Table>
struct regex_matches<Table, void> { // otherwise
    struct table {
        bool value[1];
    };
    static constexpr table value{};
};
template <class Table>
constexpr typename regex_matches<Table, void>::table regex_matches<Table, void>::value;
} // namespace detail

/// Rules whose keys are patterns, as Python's re.fullmatch on the node's name.
template <class... Rule>
struct by_regex : detail::rule_list<Rule...> {
    using list = detail::rule_list<Rule...>;
    static constexpr bool names_nodes(int) { return false; }
    template <class Table>
    static constexpr bool matches(int rule, std::size_t node) {
        bool const* const tables[] = {
            detail::regex_matches<Table, typename Rule::key>::value.value...};
        return list::key(rule) != nullptr && tables[rule][node];
    }
    template <class Table>
    static constexpr int first_match(std::size_t node) {
        return list::template search<by_regex, Table>(node);
    }
};

} // namespace widthwise
