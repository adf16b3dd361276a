package dev.darkroom.bench.arguments;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/// Where to send load: this machine only. Load sent to anyone else's machine is an attack, so other hosts are refused
/// before any name is looked up.
///
/// @param socket the address to connect to
/// @param host for the `Host` header and for links
/// @param path of the address, without a slash at its end
public record LoopbackAddress(InetSocketAddress socket, String host, String path) {

    /// Reads `http://host[:port][/path]`.
    ///
    /// @throws Refusal when the host is not this machine
    public static LoopbackAddress parse(String url) {
        try {
            var uri = new URI(url);
            if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new Refusal("%s is no http://host:port address".formatted(url));
            }
            var port = uri.getPort() < 0 ? 80 : uri.getPort();
            var path = uri.getRawPath().replaceAll("/+$", "");
            return new LoopbackAddress(
                    new InetSocketAddress(loopback(uri.getHost()), port), uri.getHost() + ":" + port, path);
        } catch (URISyntaxException unreadable) {
            throw new Refusal("%s is no http://host:port address".formatted(url));
        }
    }

    /// The same machine and port, another path.
    public LoopbackAddress at(String otherPath) {
        return new LoopbackAddress(socket, host, path + otherPath);
    }

    /// This address for a client that takes URIs.
    public URI uri(String scheme) {
        return URI.create(scheme + "://" + host + path);
    }

    @Override
    public String toString() {
        return uri("http").toString();
    }

    private static InetAddress loopback(String host) {
        try {
            // a literal needs no look-up, and localhost is the only name that may have one
            var address = host.equals("localhost")
                    ? InetAddress.getByName(host)
                    : InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
            if (address.isLoopbackAddress()) {
                return address;
            }
        } catch (UnknownHostException | IllegalArgumentException notThisMachine) {
            // refused below, as any other host is
        }
        throw new Refusal("%s is not this machine: load goes to localhost, 127.0.0.1 or [::1] only".formatted(host));
    }
}
