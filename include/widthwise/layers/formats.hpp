// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <type_traits>

#include <widthwise/formats/float.hpp>
#include <widthwise/layers/row.hpp>

namespace widthwise {

namespace detail {
constexpr void write(role_rows& roles, format_row& role, format_row const& format) {
    roles.twice = roles.twice || !is_exact(role);
    role = format;
}
} // namespace detail

/// The roles a format can have in a node:
/// x' = cast<data_in>(x), w' = cast<weight>(w), b' = cast<bias>(b),
/// acc = cast<accum>(b' + sum cast<accum>(w' x')), y = cast<data_out>(acc).
template <class Format>
struct data_in {
    using format = Format;
    static constexpr void set(role_rows& roles) {
        detail::write(roles, roles.data_in, Format::row());
    }
};
template <class Format>
struct weight {
    using format = Format;
    static constexpr void set(role_rows& roles) {
        detail::write(roles, roles.weight, Format::row());
    }
};
template <class Format>
struct bias {
    using format = Format;
    static constexpr void set(role_rows& roles) { detail::write(roles, roles.bias, Format::row()); }
};
template <class Format>
struct accum {
    using format = Format;
    static constexpr void set(role_rows& roles) {
        detail::write(roles, roles.accum, Format::row());
    }
};
template <class Format>
struct data_out {
    using format = Format;
    static constexpr void set(role_rows& roles) {
        detail::write(roles, roles.data_out, Format::row());
    }
};

/// A set of roles, each at most once: formats<data_in<q8>, weight<q8>>.
template <class... Role>
struct formats : Role... {};

namespace detail {
template <template <class> class Role, class Format>
Format find_role(Role<Format> const*);
template <template <class> class Role>
exact find_role(...);
} // namespace detail

/// The format a role was given, or `exact`.
template <class Formats, template <class> class Role>
using role_t = decltype(detail::find_role<Role>(static_cast<Formats const*>(nullptr)));

template <class... Role>
constexpr role_rows rows_of(formats<Role...> const*) {
    role_rows roles{};
    int const each[] = {0, (Role::set(roles), 0)...};
    static_cast<void>(each);
    return roles;
}

/// A layer with formats. Quantizing again replaces every role.
template <class Layer, class Formats>
struct quantized {
    using layer = Layer;
    using formats_type = Formats;
    using op_type = typename Layer::op_type;
    template <class W, class B>
    using parameters = typename Layer::template quantized_parameters<W, B>;

    static constexpr layer_row row() {
        layer_row r = Layer::row();
        r.roles = rows_of(static_cast<Formats const*>(nullptr));
        r.quantized = true;
        return Layer::quantize(r);
    }
};

/// A layer whose result passes through an activation before it is stored:
/// y = activation(cast<data_out>(acc)). Made by fuse_activation.
template <class Layer, class Activation>
struct fused {
    using layer = Layer;
    using activation = Activation;
    using op_type = typename Layer::op_type;
    template <class W, class B>
    using parameters = typename Layer::template parameters<W, B>;

    static constexpr layer_row row() {
        layer_row r = Layer::row();
        layer_row a = Activation::row();
        r.activation = a.op;
        r.activation_roles = a.roles;
        r.quantized = r.quantized || a.quantized;
        return r;
    }
};

/// The parts of an item: the bare layer, its formats, its activation's formats.
template <class Item>
struct layer_parts {
    using layer = Item;
    using own = formats<>;
    using activation = void;
    using activation_formats = formats<>;
};
template <class Layer, class Formats>
struct layer_parts<quantized<Layer, Formats>> {
    using layer = Layer;
    using own = Formats;
    using activation = void;
    using activation_formats = formats<>;
};
template <class Layer, class Activation>
struct layer_parts<fused<Layer, Activation>> {
    using layer = typename layer_parts<Layer>::layer;
    using own = typename layer_parts<Layer>::own;
    using activation = typename layer_parts<Activation>::layer;
    using activation_formats = typename layer_parts<Activation>::own;
};

/// A node's parameters when it has none.
struct no_parameters {
    template <class Self, class F>
    static constexpr void each(Self&, F&&) {}
};

/// What a layer without parameters of its own inherits.
struct plain_layer {
    template <class, class>
    using parameters = no_parameters;
    template <class, class>
    using quantized_parameters = no_parameters;
    static constexpr layer_row quantize(layer_row const& row) { return row; }
};

} // namespace widthwise
