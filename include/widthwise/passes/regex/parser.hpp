// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/passes/regex/anchor.hpp>
#include <widthwise/passes/regex/character_class.hpp>
#include <widthwise/passes/regex/glushkov.hpp>
#include <widthwise/passes/regex/group.hpp>
#include <widthwise/passes/regex/quantifier.hpp>

namespace widthwise {

namespace detail {

/// Pattern to automaton, one token at a time, with a stack of open groups.
class regex_parser {
    pattern_reader in;
    glushkov build;
    open_group stack[regex_nesting + 1];
    int depth = 0;

    constexpr open_group& group() { return stack[depth]; }

    constexpr void begin_item(open_group::item_kind kind) {
        group().done = build.append(group().done, group().item);
        group().item = fragment{};
        group().item_begin = build.size();
        group().kind = kind;
    }
    template <class Position>
    constexpr void add(Position const& position, open_group::item_kind kind, int at) {
        begin_item(kind);
        if (build.full()) {
            in.fail(regex_fault::too_large, at);
        }
        if (!in.failed()) {
            group().item = build.add(position);
        }
    }
    constexpr void end_alternative() {
        begin_item(open_group::nothing);
        group().alternatives = either(group().alternatives, group().done);
        group().done = fragment{};
    }

    constexpr void open(int at) {
        if (in.peek().is('?')) {
            read_extension(in);
        }
        if (depth == regex_nesting) {
            in.fail(regex_fault::too_large, at);
            return;
        }
        begin_item(open_group::plain);
        ++depth;
        group() = open_group{};
        group().opened_at = at;
        group().item_begin = build.size();
    }
    constexpr void close() {
        end_alternative();
        fragment const all = group().alternatives;
        --depth;
        group().item = all;
    }

    constexpr void repeat(char letter, int at) {
        quantifier const times = read_quantifier(in, letter, at);
        if (times.literal) {
            add(one_byte('{').reads, open_group::plain, at);
            return;
        }
        if (group().kind == open_group::nothing || group().kind == open_group::anchor) {
            in.fail(regex_fault::nothing_to_repeat, at);
        } else if (group().kind == open_group::repeated) {
            in.fail(regex_fault::multiple_repeat, at);
        } else if (in.peek().is('+')) {
            in.fail(regex_fault::unsupported, in.at());
        }
        // Lazy or greedy: the same names match.
        in.take_if('?');
        group().kind = open_group::repeated;
        if (!in.failed() && !build.repeat(group().item, group().item_begin, times.min, times.max)) {
            in.fail(regex_fault::too_large, at);
        }
    }

    constexpr void step() {
        int const at = in.at();
        if (in.peek().is(')') && depth == 0) {
            in.fail(regex_fault::unbalanced_close, at);
            return;
        }
        token const read = in.take();
        if (read.is('(')) {
            open(at);
        } else if (read.is(')')) {
            close();
        } else if (read.is('|')) {
            end_alternative();
        } else if (read.is('*') || read.is('+') || read.is('?') || read.is('{')) {
            repeat(read.letter, at);
        } else if (read.is('.')) {
            add(any_but_newline(), open_group::plain, at);
        } else if (read.is('[')) {
            add(read_class(in, at), open_group::plain, at);
        } else if (anchor_of(read) != assertion::none) {
            add(anchor_of(read), open_group::anchor, at);
        } else {
            add(read_character(in, read, at, false).reads, open_group::plain, at);
        }
    }

public:
    explicit constexpr regex_parser(char const* pattern) : in(pattern) {}

    constexpr regex parse() {
        while (!in.peek().is_end()) {
            step();
        }
        if (depth > 0) {
            in.fail(regex_fault::missing_close, group().opened_at);
        }
        if (in.failed()) {
            regex refused;
            refused.error = in.error();
            return refused;
        }
        end_alternative();
        return build.finish(group().alternatives);
    }
};

} // namespace detail
} // namespace widthwise
