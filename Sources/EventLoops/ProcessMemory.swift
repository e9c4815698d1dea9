import CLinux

/// What the C allocator does for the whole process. For programs, not for libraries.
public enum ProcessMemory {
    /// Keeps up to `bytes` of freed memory at the end of the heap instead of giving it back to the system at once, which the allocator
    /// otherwise does from 128 KiB on: a server that handles large messages would fault the same pages in again for each of them.
    public static func keepFreed(bytes: Int32) { clinux_keep_freed_memory(bytes) }
}
