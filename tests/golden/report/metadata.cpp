// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/report/common_param.hpp>

#include "results.hpp"

using nlohmann::json;
namespace report = widthwise::report;
using report::py;

namespace {

json as_json(py const& from) {
    if (auto const* const list = from.as<py::list>()) {
        json out = json::array();
        for (py const& item : *list) {
            out.push_back(as_json(item));
        }
        return out;
    }
    if (auto const* const dict = from.as<py::dict>()) {
        json out = json::object();
        for (auto const& [key, item] : *dict) {
            out[report::str(key)] = as_json(item);
        }
        return out;
    }
    auto const* const whole = from.as<std::int64_t>();
    return whole ? json(*whole) : from.value.index() == 0 ? json() : json(report::str(from));
}

/// results.json keeps shape, type and precision of a quantized network's args.
json short_args(json args) {
    for (auto& [name, entry] : args.items()) {
        entry.erase("torch_dtype");
        entry.erase("from");
    }
    return args;
}

/// Where the metadata say what the type says and MASE what its config said: the default fraction
/// is a number here; LinearBinary leaves data_in and bias alone, so they are float here.
json said_by_types(std::string const& config, json args) {
    for (auto& [node, entries] : args.items()) {
        for (auto& [name, entry] : entries.items()) {
            if (config == "linear_fracNone_8" && entry["type"] == "integer") {
                REQUIRE(entry["precision"] == json{8, nullptr});
                entry["precision"] = {8, 4};
            }
            if (config == "linear_binary" && entry["type"] == "binary" && name != "weight") {
                entry["type"] = "float";
                entry["precision"] = {32};
            }
        }
    }
    return args;
}

using views = std::vector<std::pair<char const*, std::vector<report::node_view>>>;

template <class Net>
views views_of() {
    views all{{"float", report::view_of<Net>()}};
    golden::for_each_config<Net>([&all](auto element) {
        using quantized = typename decltype(element)::type;
        all.emplace_back(quantized::config, report::view_of<quantized>());
    });
    return all;
}

void check_network(char const* name, views const& all) {
    json const& expected = golden::results()[name];
    for (auto const& [config, nodes] : all) {
        std::string const label = config;
        CAPTURE(label);
        json metadata, args;
        for (auto const& node : nodes) {
            metadata[node.name] = as_json(report::common_param(node, widthwise::batch{8}));
            args[node.name] = short_args(metadata[node.name]["args"]);
        }
        if (label == "float") {
            CHECK(metadata == expected["meta_float"]);
        } else {
            CHECK(args == said_by_types(label, expected["configs"].at(label)["meta_args"]));
        }
    }
    CHECK(all.size() == expected["configs"].size() + 1);
}

} // namespace

TEST_CASE("common metadata, float and in every config, jsc-tiny") {
    check_network("jsc-tiny", views_of<golden::jsc_tiny>());
}

TEST_CASE("common metadata, float and in every config, jsc-toy") {
    check_network("jsc-toy", views_of<golden::jsc_toy>());
}
