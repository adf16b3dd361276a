package dev.darkroom.api.watch;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

/// The fullest disk of a broker, in bytes.
record BrokerDisk(long free, long total) {

    /// By broker; without those that do not say it.
    ///
    /// @throws KafkaException while the brokers do not answer, or do not answer us
    static Map<Integer, BrokerDisk> read(Admin admin) throws InterruptedException {
        var brokers = ConsumerLag.answer(admin.describeCluster().nodes()).stream()
                .map(Node::id)
                .collect(Collectors.toSet());
        var told = ConsumerLag.answer(admin.describeLogDirs(brokers).allDescriptions());
        var disks = new HashMap<Integer, BrokerDisk>();
        told.forEach((broker, folders) -> fullest(folders.values(), broker, disks));
        return disks;
    }

    private static void fullest(Collection<LogDirDescription> folders, Integer broker, Map<Integer, BrokerDisk> disks) {
        folders.stream()
                .filter(folder ->
                        folder.totalBytes().isPresent() && folder.usableBytes().isPresent())
                .map(folder -> new BrokerDisk(
                        folder.usableBytes().getAsLong(), folder.totalBytes().getAsLong()))
                .min(Comparator.comparingDouble(disk -> (double) disk.free() / disk.total()))
                .ifPresent(disk -> disks.put(broker, disk));
    }
}
