package dev.darkroom.api.watch;

import dev.darkroom.api.meters.MeterNames;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/// How full the disks of Kafka and PostgreSQL are, as far as both tell a client: no program beside them has to
/// be trusted with their machines. Brokers know their disks. PostgreSQL knows only what it takes itself, so
/// somebody has to say how large its disk is. What was seen last stays: disks fill slowly, and a gap would spoil
/// every forecast.
final class Disks {

    private static final Logger log = LoggerFactory.getLogger(Disks.class);

    /// One look in a minute or so: PostgreSQL asks the file system for each of its files.
    private static final int LOOKS_BETWEEN = 12;

    private final JdbcTemplate jdbc;
    private final ConsumerLag brokers;
    private final MultiGauge free;
    private final MultiGauge total;
    private volatile double databaseBytes = Double.NaN;
    private int looks;

    /// @param databaseDisk zero when nobody knows
    Disks(JdbcTemplate jdbc, ConsumerLag brokers, DataSize databaseDisk, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.brokers = brokers;
        this.free = ofBrokers(MeterNames.KAFKA_DISK_FREE, "bytes that a broker's fullest disk still takes", meters);
        this.total = ofBrokers(MeterNames.KAFKA_DISK_TOTAL, "bytes of that disk", meters);
        Gauge.builder(MeterNames.DATABASE_SIZE, this, disks -> disks.databaseBytes)
                .description("bytes that PostgreSQL takes or may take at any moment")
                .baseUnit("bytes")
                .register(meters);
        var known = databaseDisk.isNegative() || databaseDisk.toBytes() == 0 ? Double.NaN : databaseDisk.toBytes();
        Gauge.builder(MeterNames.DATABASE_DISK, () -> known)
                .description("bytes of PostgreSQL's disk, as configured")
                .baseUnit("bytes")
                .register(meters);
    }

    private static MultiGauge ofBrokers(String name, String description, MeterRegistry meters) {
        return MultiGauge.builder(name)
                .description(description)
                .baseUnit("bytes")
                .register(meters);
    }

    /// To be called with each look at the system that saw both.
    void look() throws InterruptedException {
        if (looks++ % LOOKS_BETWEEN == 0) {
            lookAtKafka();
            lookAtPostgres();
        }
    }

    private void lookAtKafka() throws InterruptedException {
        try {
            var disks = BrokerDisk.read(brokers.broker());
            show(free, disks, BrokerDisk::free);
            show(total, disks, BrokerDisk::total);
        } catch (KafkaException refused) {
            log.atDebug().setCause(refused).log("the brokers do not say how full their disks are");
        }
    }

    private static void show(MultiGauge gauge, Map<Integer, BrokerDisk> disks, ToLongFunction<BrokerDisk> bytes) {
        gauge.register(
                disks.entrySet().stream()
                        .map(one ->
                                Row.of(Tags.of("broker", one.getKey().toString()), bytes.applyAsLong(one.getValue())))
                        .toList(),
                true);
    }

    /// Its tables, and of its log what it may keep: that is bounded, unless a standby that nobody misses holds it back.
    /// Needs no privilege beyond connecting.
    private static final String SIZE = """
            select pg_tablespace_size(dattablespace)
                   + greatest(pg_size_bytes(current_setting('max_wal_size')),
                              (select max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn))::bigint
                                 from pg_replication_slots))
              from pg_database
             where datname = current_database()
            """;

    private void lookAtPostgres() {
        try {
            var bytes = jdbc.queryForObject(SIZE, Long.class);
            databaseBytes = bytes == null ? Double.NaN : bytes;
        } catch (DataAccessException refused) {
            log.atDebug().setCause(refused).log("the database does not say how large it is");
        }
    }
}
