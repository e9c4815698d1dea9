import CCurl
import Glibc

/// The functions that libcurl calls, on the loop's thread. `context` is a `Transfer` that the engine keeps alive.
enum TransferCallbacks {
    static let header: ccurl_data_callback = { data, size, count, context in
        transfer(context)?.receiveHeader(UnsafeRawBufferPointer(start: data, count: size * count))
        return size * count
    }

    /// Anything but the number of offered bytes stops the transfer.
    static let body: ccurl_data_callback = { data, size, count, context in
        let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
        return transfer(context)?.receive(bytes) == true ? bytes.count : 0
    }

    static let read: ccurl_data_callback = { data, size, count, context in
        let buffer = UnsafeMutableRawBufferPointer(start: data, count: size * count)
        return transfer(context)?.send(into: buffer) ?? Int(CURL_READFUNC_ABORT)
    }

    static let seek: ccurl_seek_callback = { context, offset, origin in
        guard origin == SEEK_SET, let transfer = transfer(context) else { return CURL_SEEKFUNC_CANTSEEK }
        return transfer.rewind(to: Int(offset)) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
    }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}
