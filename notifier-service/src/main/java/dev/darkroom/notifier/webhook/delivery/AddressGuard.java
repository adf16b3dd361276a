package dev.darkroom.notifier.webhook.delivery;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses a webhook may lead to: those of the public internet. Whoever may name an address must not reach
/// what is behind our walls with it: other services, cloud metadata, this machine.
///
/// @param everything lets all through, for a machine on which every owner is trusted
record AddressGuard(boolean everything) {

    /// IANA's special-purpose registry for IPv4, multicast, and what a cloud keeps for itself.
    private static final List<Block> NOT_PUBLIC = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // between a provider and its customers; Alibaba's metadata
            "127.0.0.0/8", // this machine
            "168.63.129.16/32", // public by its number, but Azure's own services to each of its machines
            "169.254.0.0/16", // link-local, and cloud metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments; Oracle's metadata
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /// The only global unicast there is. Loopback, unspecified, IPv4-mapped and -compatible, unique local, link-local,
    /// site-local and multicast all lie outside.
    private static final Block GLOBAL = Block.of("2000::/3");

    private static final List<Block> NOT_GLOBAL = blocks(
            "2001::/23", // protocol assignments, among them Teredo, which wraps IPv4
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which wraps IPv4
            "3fff::/20"); // documentation

    /// How a network without IPv4 reaches it: the last four bytes are the IPv4 address.
    private static final Block NAT64 = Block.of("64:ff9b::/96");

    boolean admits(InetAddress address) {
        return everything || isPublic(address.getAddress());
    }

    private static boolean isPublic(byte[] address) {
        if (address.length == 4) {
            return NOT_PUBLIC.stream().noneMatch(block -> block.holds(address));
        }
        if (NAT64.holds(address)) {
            return isPublic(Arrays.copyOfRange(address, 12, 16));
        }
        return GLOBAL.holds(address) && NOT_GLOBAL.stream().noneMatch(block -> block.holds(address));
    }

    private static List<Block> blocks(String... written) {
        return Stream.of(written).map(Block::of).toList();
    }

    /// Addresses that begin with the same bits.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] first, int bits) {

        static Block of(String written) {
            var slash = written.indexOf('/');
            return new Block(
                    InetAddress.ofLiteral(written.substring(0, slash)).getAddress(),
                    Integer.parseInt(written.substring(slash + 1)));
        }

        boolean holds(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                if (((address[bit / 8] ^ first[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
