// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/passes/regex/automaton.hpp>

namespace widthwise {
namespace detail {

/// A piece of a pattern: where a match may enter it, where it may leave, whether it may be empty.
struct fragment {
    position_set first;
    position_set last;
    bool nullable = true;
};
constexpr fragment no_match() { return {{}, {}, false}; }

constexpr fragment either(fragment const& a, fragment const& b) {
    return {a.first | b.first, a.last | b.last, a.nullable || b.nullable};
}

/// The bound of *, + and {m,}: Python's MAXREPEAT, which no written number may reach.
constexpr std::int64_t unlimited = 4294967295;

/// first, last and follow of ab, a|b and a{m,n}, from those of a and b.
class glushkov {
    struct position {
        byte_set reads;
        assertion asserts = assertion::none;
    };
    regex result;
    position positions[regex_capacity + 1];
    int used = 1; // position 0 is the end

    constexpr void link(position_set from, position_set to) {
        for (; !is_empty(from); from = without_front(from)) {
            result.follow[front(from)] = result.follow[front(from)] | to;
        }
    }
    constexpr fragment add(position const& added) {
        positions[used] = added;
        result.follow[used] = position_set{};
        ++used;
        return {only(used - 1), only(used - 1), false};
    }
    // The newest `width` positions once more, behind themselves.
    constexpr void duplicate(int width) {
        for (int i = 0; i < width; ++i, ++used) {
            positions[used] = positions[used - width];
            result.follow[used] = shifted(result.follow[used - width], width);
        }
    }
    constexpr void add_readers(byte_set const& bytes, position_set added) {
        for (int i = 0; i < 4; ++i) {
            for (std::uint64_t left = bytes.word[i]; left != 0; left &= left - 1) {
                position_set& readers = result.reads[64 * i + lowest_index(left)];
                readers = readers | added;
            }
        }
    }

public:
    constexpr int size() const { return used; }
    constexpr bool full() const { return used > regex_capacity; }

    /// Both need !full().
    constexpr fragment add(byte_set const& reads) { return add(position{reads, assertion::none}); }
    constexpr fragment add(assertion kind) { return add(position{byte_set{}, kind}); }

    constexpr fragment append(fragment const& a, fragment const& b) {
        link(a.last, b.first);
        return {a.nullable ? a.first | b.first : a.first, b.nullable ? a.last | b.last : b.last,
                a.nullable && b.nullable};
    }

    /// a{min,max} of the newest piece, whose positions start at `begin`: copies in a row, where a
    /// match may leave each copy from the min-th on. False: that is beyond the capacity.
    constexpr bool repeat(fragment& a, int begin, std::int64_t min, std::int64_t max) {
        int const width = used - begin;
        if (max == 0) {
            used = begin;
            a = fragment{};
        }
        if (max == 0 || width == 0) {
            return true;
        }
        min = a.nullable ? 0 : min;
        std::int64_t const copies = max != unlimited ? max : min > 1 ? min : 1;
        if (begin + width * copies > regex_capacity + 1) {
            return false;
        }
        fragment copy = a;
        a = {a.first, min <= 1 ? a.last : position_set{}, min == 0};
        for (int made = 2; made <= copies; ++made) {
            duplicate(width);
            link(copy.last, shifted(copy.first, width));
            copy = {shifted(copy.first, width), shifted(copy.last, width), copy.nullable};
            a.last = made >= min ? a.last | copy.last : a.last;
        }
        if (max == unlimited) {
            link(copy.last, copy.first);
        }
        return true;
    }

    /// The automaton of the whole pattern: instead of what each position reads, what reads each
    /// byte. A negated class (it reads byte 255) is written as its complement, and turned over.
    constexpr regex finish(fragment const& whole) {
        result.start = append(whole, fragment{only(0), only(0), false}).first;
        position_set negated;
        for (int p = 1; p < used; ++p) {
            assertion const kind = positions[p].asserts;
            if (kind != assertion::none) {
                position_set& same_kind = result.asserts[static_cast<int>(kind)];
                same_kind = same_kind | only(p);
                result.anchors = result.anchors | only(p);
            } else if (positions[p].reads.has(255)) {
                negated = negated | only(p);
                add_readers(~positions[p].reads, only(p));
            } else {
                add_readers(positions[p].reads, only(p));
            }
        }
        if (!is_empty(negated)) {
            for (position_set& readers : result.reads) {
                readers = (readers - negated) | (negated - readers);
            }
        }
        return result;
    }
};

} // namespace detail
} // namespace widthwise
