extension S3Error { public var isTransient: Bool { status == 0 || status >= 500 } }
