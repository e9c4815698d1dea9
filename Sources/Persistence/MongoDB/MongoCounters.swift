import Glibc

/// The counters of libmongoc, which it puts into a file of shared memory as soon as a program that is linked with it is loaded.
public enum MongoCounters {
    /// Takes the file's name away, so that nothing is left when the process is killed. The library goes on with the memory.
    public static func hide() {
        shm_unlink("/mongoc-\(getpid())")
    }
}
