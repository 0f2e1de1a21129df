package dev.sarraf.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The configuration of the embedded server, written anew at each start so that an upgrade of Sarraf changes it.
///
/// An operator's own settings go into a file `local.conf` beside the data, which is read last and never written.
final class ServerSettings {
    /// Loopback and a password for everybody. There is no line for Unix sockets, and no socket either.
    private static final String ACCESS = """
            host all         all 127.0.0.1/32 scram-sha-256
            host replication all 127.0.0.1/32 scram-sha-256
            """;

    private static final String INCLUDE = """

            include = 'sarraf.conf'
            include_if_exists = '../local.conf'
            """;

    /// Sized for a laptop or one small server. What is not named here keeps PostgreSQL's own default; what is named
    /// although it equals that default is something that payments rely on.
    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 60

            fsync = on
            synchronous_commit = on
            full_page_writes = on

            shared_buffers = '128MB'
            effective_cache_size = '512MB'
            maintenance_work_mem = '32MB'
            wal_buffers = '4MB'
            max_wal_size = '512MB'
            random_page_cost = 1.1
            # No workers of their own for reading: the working set of a checkout fits into memory.
            io_method = 'sync'
            max_parallel_workers_per_gather = 0
            max_logical_replication_workers = 0
            jit = off

            timezone = 'UTC'
            log_timezone = 'UTC'

            # One file for each day of the week, begun anew when its day comes again.
            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgresql-%a.log'
            log_rotation_age = '1d'
            log_rotation_size = 0
            log_truncate_on_rotation = on
            log_line_prefix = '%m [%p] '
            log_checkpoints = off
            # The values of rows and parameters stay out of the log.
            log_error_verbosity = 'terse'
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            """;

    private ServerSettings() {}

    /// Includes our settings from the configuration that initdb has adapted to this machine.
    static void install(Path data) throws IOException {
        Files.writeString(data.resolve("postgresql.conf"), INCLUDE, StandardOpenOption.APPEND);
    }

    static void write(Path data, int port) throws IOException {
        Files.writeString(data.resolve("sarraf.conf"), SETTINGS + "port = " + port + "\n");
        Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
    }
}
