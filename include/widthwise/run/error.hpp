// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace widthwise {

namespace detail {

/// Names come from files: a control character in one must not break the line it is reported on.
inline std::string printable(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            c = '?';
        }
    }
    return out;
}

} // namespace detail

/// what() = "file: tensor 'name': reason"; an empty file or tensor is left out.
/// The one exception type of the host tier. It is thrown before anything is changed.
class error : public std::runtime_error {
public:
    explicit error(std::string_view reason) : error({}, {}, reason) {}
    error(std::string_view file, std::string_view tensor, std::string_view reason)
        : std::runtime_error(message(file, tensor, reason)) {}

private:
    static std::string message(std::string_view file, std::string_view tensor,
                               std::string_view reason) {
        std::string out;
        if (!file.empty()) {
            out += detail::printable(file) + ": ";
        }
        if (!tensor.empty()) {
            out += "tensor '" + detail::printable(tensor) + "': ";
        }
        return out += detail::printable(reason);
    }
};

} // namespace widthwise
