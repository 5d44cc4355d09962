// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <boost/hana/append.hpp>
#include <boost/hana/fold_left.hpp>
#include <boost/hana/front.hpp>
#include <boost/hana/drop_front.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>
#include <boost/hana/unpack.hpp>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "tests/property/draw.hpp"
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/drop_identity.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
namespace hana = boost::hana;

// The passes a second time, as folds over a tuple of types: chains only, no tables, no plans.
namespace oracle {

template <class Layer>
constexpr bool drops = std::is_same_v<Layer, ww::identity>;
template <int Percent>
constexpr bool drops<ww::dropout<Percent>> = true;

template <class Layer>
constexpr bool is_relu = std::is_same_v<Layer, ww::relu>;
template <class Formats>
constexpr bool is_relu<ww::quantized<ww::relu, Formats>> = true;

template <class Layer>
constexpr bool computes = false;
template <int In, int Out>
constexpr bool computes<ww::linear<In, Out>> = true;
template <int C>
constexpr bool computes<ww::batch_norm1d<C>> = true;
template <class Layer, class Formats>
constexpr bool computes<ww::quantized<Layer, Formats>> = computes<Layer>;

/// The part of a chain done so far. Gap: the node before the next one is gone, so that the next one
/// must name what it reads.
template <class Done, class Last, bool Gap>
struct so_far {
    Done done;
};
template <class Last, bool Gap, class Done>
constexpr auto make_so_far(Done done) {
    return so_far<Done, Last, Gap>{done};
}
template <bool Gap, class Last, class Name, class Layer, class... From>
constexpr auto keep(hana::basic_type<ww::node<Name, Layer, From...>>) {
    if constexpr (Gap) {
        return hana::type_c<ww::node<Name, Layer, typename Last::name>>;
    } else {
        return hana::type_c<ww::node<Name, Layer, From...>>;
    }
}
template <class T>
using type_of = typename decltype(+std::declval<T>())::type;

struct drop_step {
    template <class Done, class Last, bool Gap, class Node>
    constexpr auto operator()(so_far<Done, Last, Gap> s, Node node) const {
        if constexpr (drops<typename type_of<Node>::layer>) {
            return make_so_far<Last, true>(s.done);
        } else {
            auto kept = keep<Gap, Last>(node);
            return make_so_far<type_of<decltype(kept)>, false>(hana::append(s.done, kept));
        }
    }
};
/// Last is the node not yet appended: a relu may still go into it.
struct fuse_step {
    template <class Done, class Last, bool Gap, class Node>
    constexpr auto operator()(so_far<Done, Last, Gap> s, Node node) const {
        if constexpr (is_relu<typename type_of<Node>::layer> && computes<typename Last::layer>) {
            return make_so_far<with_activation<Last, typename type_of<Node>::layer>, true>(s.done);
        } else {
            auto kept = keep<Gap, Last>(node);
            return make_so_far<type_of<decltype(kept)>, false>(
                hana::append(s.done, hana::type_c<Last>));
        }
    }

private:
    template <class Node, class Activation>
    struct fused_node;
    template <class Name, class Layer, class... From, class Activation>
    struct fused_node<ww::node<Name, Layer, From...>, Activation> {
        using type = ww::node<Name, ww::fused<Layer, Activation>, From...>;
    };
    template <class Node, class Activation>
    using with_activation = typename fused_node<Node, Activation>::type;
};

constexpr auto drop_identity = [](auto nodes) {
    auto const first = hana::front(nodes);
    return hana::fold_left(hana::drop_front(nodes),
                           make_so_far<type_of<decltype(first)>, false>(hana::make_tuple(first)),
                           drop_step{})
        .done;
};
template <class Done, class Last, bool Gap>
constexpr auto finish(so_far<Done, Last, Gap> s) {
    return hana::append(s.done, hana::type_c<Last>);
}
constexpr auto fuse_activation = [](auto nodes) {
    auto const first = hana::front(nodes);
    return finish(hana::fold_left(hana::drop_front(nodes),
                                  make_so_far<type_of<decltype(first)>, false>(hana::make_tuple()),
                                  fuse_step{}));
};

/// on<op::linear, Role...>
template <class Formats>
struct quantize_linear {
    template <class Name, int In, int Out, class... From>
    constexpr auto
    operator()(hana::basic_type<ww::node<Name, ww::linear<In, Out>, From...>>) const {
        return hana::type_c<ww::node<Name, ww::quantized<ww::linear<In, Out>, Formats>, From...>>;
    }
    template <class Other>
    constexpr auto operator()(hana::basic_type<Other>) const {
        return hana::type_c<Other>;
    }
};
constexpr auto quantize = [](auto nodes, auto with) {
    return hana::unpack(nodes, [=](auto... node) { return hana::make_tuple(with(node)...); });
};

template <class... Node>
constexpr auto tuple_of(ww::type_list<Node...>) {
    return hana::make_tuple(hana::type_c<Node>...);
}
constexpr auto list_of = [](auto nodes) {
    return hana::unpack(
        nodes, [](auto... node) { return ww::type_list<typename decltype(node)::type...>{}; });
};

} // namespace oracle

namespace {

using tests::draw;
using layers = ww::type_list<ww::linear<8, 8>, ww::relu, ww::identity, ww::dropout<20>,
                             ww::batch_norm1d<8>, ww::relu, ww::linear<8, 8>>;
template <int Seed, class Index>
struct drawn;
template <int Seed, std::size_t... I>
struct drawn<Seed, std::index_sequence<I...>> {
    using type =
        ww::network<ww::input<8>, ww::type_at<layers, static_cast<std::size_t>(draw(
                                                          Seed, static_cast<int>(I),
                                                          static_cast<int>(layers::size)))>...>;
};
/// A chain of 1 to 12 layers.
template <int Seed>
struct chain
    : drawn<Seed,
            std::make_index_sequence<static_cast<std::size_t>(1 + draw(Seed, 63, 12))>>::type {};

using q8 = ww::integer<8, 4>;
using config = ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>;
using roles = ww::formats<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>;

/// How many nodes the passes took away, when both pipelines agree on every type.
template <int Seed>
int compare() {
    using net = chain<Seed>;
    auto const nodes = oracle::tuple_of(ww::nodes_of<net>{});
    auto const dropped = oracle::drop_identity(nodes);
    auto const quantized = oracle::quantize(dropped, oracle::quantize_linear<roles>{});
    auto const fused = oracle::fuse_activation(quantized);

    using a = ww::drop_identity_t<net>;
    using b = ww::quantize_t<a, config>;
    using c = ww::fuse_activation_t<b>;
    CHECK(std::is_same_v<decltype(oracle::list_of(dropped)), ww::nodes_of<a>>);
    CHECK(std::is_same_v<decltype(oracle::list_of(quantized)), ww::nodes_of<b>>);
    CHECK(std::is_same_v<decltype(oracle::list_of(fused)), ww::nodes_of<c>>);
    return static_cast<int>(ww::size_of<net>() - ww::size_of<c>());
}

} // namespace

TEST_CASE("drop, quantize, fuse: a Hana pipeline gives the same network type") {
    [&]<int... Seed>(std::integer_sequence<int, Seed...>) {
        int const gone[] = {compare<Seed>()...};
        int changed = 0;
        for (int n : gone) {
            changed += n > 0 ? 1 : 0;
        }
        CHECK(changed > static_cast<int>(sizeof...(Seed)) / 2);
    }
    (std::make_integer_sequence<int, 16>{});
}
