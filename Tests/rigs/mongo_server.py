#!/usr/bin/env python3
"""A small in-memory server that speaks the MongoDB wire protocol, for tests.

Any driver can connect to it. The protocol is done here, what the operators mean is mongomock's business.

    .venv/bin/python Tests/rigs/mongo_server.py --port 0   # any free port; the first line of stdout names it

It ends with its standard input. --data FILE keeps the documents in a file from the end to the next start. --replica-set NAME makes it say
that it is a replica set of one: it takes transactions (one at a time; an abort brings the databases back to what they were) and remembers
the replies to retryable writes. Without it, it stands for a standalone server that refuses both (code 20). --log writes a line per command.

Commands: hello isMaster ping buildInfo endSessions, insert update delete find getMore killCursors findAndModify count distinct aggregate,
create createIndexes dropIndexes listIndexes listCollections drop dropDatabase, commitTransaction abortTransaction, and configureFailPoint
with MongoDB's failCommand (times; failCommands, errorCode, closeConnection, blockTimeMS, and appliesFirst: the command takes effect first).
lastOptions tells the writeConcern and maxTimeMS of the last command of each name.

An unknown command is code 59, a duplicate key 11000, what mongomock lacks mostly 238, an option not known here 2; so collation, array
filters, text search, change streams and update pipelines fail. Commands run one at a time; finds scan; hints are not checked; there is no
authentication.
"""
import argparse, copy, datetime, itertools, os, re, socketserver, struct, sys, threading, time

import bson
import mongomock
from bson.raw_bson import RawBSONDocument
import mongomock.collection
from mongomock.filtering import filter_applies
from mongomock.helpers import get_value_by_dot
from pymongo.errors import DuplicateKeyError, OperationFailure

OP_REPLY, OP_QUERY, OP_MSG = 1, 2004, 2013
MAX_DOCUMENT, MAX_MESSAGE, MAX_WRITES = 16 * 1024 * 1024, 48_000_000, 100_000
ENVELOPE = {"$db", "$readPreference", "$clusterTime", "lsid", "readConcern", "writeConcern", "comment", "maxTimeMS",
            "txnNumber", "autocommit", "startTransaction"}
CODES = {2: "BadValue", 20: "IllegalOperation", 43: "CursorNotFound",
         48: "NamespaceExists", 59: "CommandNotFound", 238: "NotImplemented", 11000: "DuplicateKey"}


def describe(error):
    """What the client is told of an exception of ours or of mongomock."""
    code = getattr(error, "code", None) or (238 if isinstance(error, NotImplementedError) else 2)
    text = ("E11000 duplicate key error: " if code == 11000 else "") + (str(error) or type(error).__name__)
    pattern = {"keyPattern": (error.details or {"keyPattern": {"_id": 1}})["keyPattern"]} if code == 11000 else {}
    return {"code": code, "codeName": CODES.get(code, f"Location{code}"), "errmsg": text, **pattern}


def refuse_duplicates(collection, document):
    """mongomock's check of unique indexes, except that it says which one, and that null is not missing for sparse ones."""
    for index in collection._store.indexes.values():
        values = {}
        for key, _ in index["key"]:
            try:
                values[key] = get_value_by_dot(document, key)
            except KeyError:
                pass
        if not index.get("unique") or index.get("sparse") and not values:
            continue
        query = {key: {"$eq": values.get(key)} for key, _ in index["key"]}
        if len(list(collection._iter_documents(query))) > 1:
            raise DuplicateKeyError(str(query), 11000, {"keyPattern": dict(index["key"])})


mongomock.collection.Collection._ensure_uniques = refuse_duplicates
mongomock.collection._validate_data_fields = lambda _: None  # since 5.0 names may begin with $


def each(operations, ordered, write):
    """Runs write on each operation: the results by index, and what the reply says of those that failed."""
    done, failed = {}, []
    for index, operation in enumerate(operations):
        try:
            done[index] = write(operation)
        except Exception as error:
            failed.append({"index": index, **describe(error)})
            if ordered:
                break
    return done, {"writeErrors": failed} if failed else {}


def change(collection, q, u, upsert=False, multi=False, arrayFilters=None, hint=None):
    """One operation of an update command."""
    if isinstance(u, list):
        raise OperationFailure("update with an aggregation pipeline", 238)
    if multi or next(iter(u), "").startswith("$"):
        update = collection.update_many if multi else collection.update_one
        return update(q, u, upsert=upsert, array_filters=arrayFilters)
    return collection.replace_one(q, u, upsert=upsert)


class Commands:
    """A method is the command of its name: (database, value of the command's name, **its options)."""

    def __init__(self, replica_set=None):
        self._client, self._lock = mongomock.MongoClient(), threading.RLock()
        self._cursors, self._cursor_ids = {}, itertools.count(1 << 32)
        self._replica_set, self._replies, self._fail_point = replica_set, {}, {"times": 0, "data": {}}
        self._options = {}
        self._transaction = None  # of the one under way: its session and number, and the documents from before

    def __call__(self, body):
        name, database = next(iter(body)), self._client[body.get("$db", "admin")]
        options = {key: value for key, value in body.items() if key != name and key not in ENVELOPE}
        try:
            if name.startswith("_") or not hasattr(self, name):
                raise OperationFailure(f"no such command: '{name}'", 59)
            if "txnNumber" in body and not self._replica_set:
                raise OperationFailure("Transaction numbers are only allowed on a replica set member or mongos", 20)
            self._options[name] = {key: body[key] for key in ("writeConcern", "maxTimeMS") if key in body}
            failing = self._failing(name)
            if failing.get("blockTimeMS"):
                time.sleep(failing["blockTimeMS"] / 1000)
            if failing and not failing.get("appliesFirst"):
                self._fail(failing)
            with self._lock:
                if "autocommit" in body:
                    self._join(name, body)
                number = str(body.get("lsid")), body.get("txnNumber")
                retried = "txnNumber" in body and "autocommit" not in body and number in self._replies
                reply = self._replies[number] if retried else {**(getattr(self, name)(database, body[name], **options) or {}), "ok": 1.0}
                if "txnNumber" in body:
                    self._replies[number] = reply
            self._fail(failing)
            return reply
        except ConnectionError:
            raise
        except Exception as error:  # whatever mongomock raises must become a reply, not a lost connection
            labels = {"errorLabels": error.labels} if getattr(error, "labels", None) else {}
            return {"ok": 0.0, **describe(error), **labels}

    def configureFailPoint(self, _database, _name, mode, data=None):
        self._fail_point = {"times": mode["times"] if isinstance(mode, dict) else 0, "data": data or {}}

    def lastOptions(self, _database, _value):
        return {"each": {**self._options}}

    def _failing(self, name):
        """What the fail point says about a command; nothing when it does not concern it."""
        with self._lock:
            if self._fail_point["times"] <= 0 or name not in self._fail_point["data"].get("failCommands", []):
                return {}
            self._fail_point["times"] -= 1
            return self._fail_point["data"]

    def _fail(self, failing):
        if failing.get("closeConnection"):
            raise ConnectionError
        if "errorCode" in failing:
            error = OperationFailure("failed by a fail point", failing["errorCode"])
            error.labels = failing.get("errorLabels", [])
            raise error

    def _join(self, name, body):
        """Makes a command part of a transaction, which the first command begins and an abort or a new one undoes."""
        number = str(body["lsid"]), body["txnNumber"]
        if body.get("startTransaction"):
            self._transaction = number, self.documents()
        elif self._transaction is None or self._transaction[0] != number:
            raise OperationFailure("the transaction is not the one under way", 251)

    def commitTransaction(self, _database, _value, recoveryToken=None):
        self._transaction = None

    def abortTransaction(self, _database, _value, recoveryToken=None):
        self.restore(self._transaction[1])
        self._transaction = None

    def documents(self):
        """Every document, by database and collection."""
        return {name: {collection: copy.deepcopy(list(self._client[name][collection].find()))
                       for collection in self._client[name].list_collection_names()} for name in self._client.list_database_names()}

    def restore(self, databases):
        """Brings all collections back to these documents; indexes stay."""
        for name in set(self._client.list_database_names()) | set(databases):
            for collection in set(self._client[name].list_collection_names()) | set(databases.get(name, {})):
                self._client[name][collection].delete_many({})
                if before := databases.get(name, {}).get(collection):
                    self._client[name][collection].insert_many(before)

    def hello(self, _database, _value, **_options):
        replication = {"setName": self._replica_set, "hosts": [self.address], "me": self.address, "primary": self.address,
                       "secondary": False, "setVersion": 1} if self._replica_set else {}
        return {**replication, "ismaster": True, "isWritablePrimary": True, "minWireVersion": 0, "maxWireVersion": 17,
                "maxBsonObjectSize": MAX_DOCUMENT, "maxMessageSizeBytes": MAX_MESSAGE, "maxWriteBatchSize": MAX_WRITES,
                "localTime": datetime.datetime.now(datetime.timezone.utc), "logicalSessionTimeoutMinutes": 30}
    isMaster = ismaster = hello

    def buildInfo(self, _database, _value):
        return {"version": "6.0.0", "versionArray": [6, 0, 0, 0], "bits": 64, "maxBsonObjectSize": MAX_DOCUMENT}
    buildinfo = buildInfo

    ping = endSessions = lambda self, _database, _value: None

    def find(self, db, name, filter=None, sort=None, projection=None, skip=0, limit=0, batchSize=None,
             singleBatch=False, hint=None, noCursorTimeout=None, allowDiskUse=None):
        found = db[name].find(filter or {}, projection or None, skip=skip, limit=abs(limit),
                              sort=list(sort.items()) if sort else None)
        return self._cursor(db, name, found, batchSize, keep=not singleBatch and limit >= 0)

    def aggregate(self, db, name, pipeline, cursor=None, allowDiskUse=None, hint=None):
        return self._cursor(db, name, db[name].aggregate(pipeline), (cursor or {}).get("batchSize"))

    def getMore(self, db, cursor_id, collection, batchSize=None):
        if cursor_id not in self._cursors:
            raise OperationFailure(f"cursor id {cursor_id} not found", 43)
        return self._batch("nextBatch", f"{db.name}.{collection}", self._cursors.pop(cursor_id), batchSize, cursor_id)

    def _cursor(self, db, name, found, batch_size=None, keep=True):
        documents = [RawBSONDocument(bson.encode(document)) for document in found]
        batch_size = 101 if batch_size is None else batch_size
        return self._batch("firstBatch", f"{db.name}.{name}", documents, batch_size, keep and next(self._cursor_ids))

    def _batch(self, field, namespace, documents, count, cursor_id):
        """The reply with the next batch (at most count documents and 16 MiB); the rest is kept under cursor_id."""
        sizes = itertools.accumulate(len(document.raw) for document in documents[:count])
        taken = sum(1 for index, size in enumerate(sizes) if index == 0 or size <= MAX_DOCUMENT)
        cursor_id = cursor_id if documents[taken:] else 0
        if cursor_id:
            self._cursors[cursor_id] = documents[taken:]
        return {"cursor": {field: documents[:taken], "id": bson.Int64(cursor_id), "ns": namespace}}

    def killCursors(self, _database, _name, cursors):
        killed = [cursor for cursor in cursors if self._cursors.pop(cursor, None)]
        return {"cursorsKilled": killed, "cursorsNotFound": [cursor for cursor in cursors if cursor not in killed]}

    def count(self, db, name, query=None, skip=0, limit=0, hint=None):
        return {"n": len(list(db[name].find(query or {}, {"_id": 1}, skip=skip, limit=abs(limit))))}

    def distinct(self, db, name, key, query=None):
        return {"values": db[name].distinct(key, query or {})}

    def insert(self, db, name, documents, ordered=True):
        done, failed = each(documents, ordered, db[name].insert_one)
        return {"n": len(done), **failed}

    def update(self, db, name, updates, ordered=True):
        done, failed = each(updates, ordered, lambda operation: change(db[name], **operation))
        upserted = [{"index": index, "_id": result.upserted_id}
                    for index, result in done.items() if result.upserted_id is not None]
        matched, modified = (sum(getattr(result, field) or 0 for result in done.values() if result.upserted_id is None)
                             for field in ("matched_count", "modified_count"))
        return {"n": matched + len(upserted), "nModified": modified,
                **({"upserted": upserted} if upserted else {}), **failed}

    def delete(self, db, name, deletes, ordered=True):
        def remove(q, limit, hint=None):
            return db[name].delete_one(q) if limit else db[name].delete_many(q)
        done, failed = each(deletes, ordered, lambda operation: remove(**operation))
        return {"n": sum(result.deleted_count for result in done.values()), **failed}

    def findAndModify(self, db, name, query=None, sort=None, remove=False, update=None, new=False, fields=None,
                      upsert=False, arrayFilters=None, hint=None):
        found = db[name].find_one(query or {}, sort=list(sort.items()) if sort else None)
        if found is None and not upsert:
            return {"lastErrorObject": {"n": 0, "updatedExisting": False}, "value": None}
        last, only = {"n": 1, "updatedExisting": found is not None and not remove}, {"_id": found and found["_id"]}
        value = db[name].find_one(only, fields) if found is not None else None
        if remove:
            db[name].delete_one(only)
        elif found is None:
            last["upserted"] = only["_id"] = change(db[name], query or {}, update, upsert=True).upserted_id
        else:  # the query stays beside the _id: a positional operator ($) needs it
            change(db[name], {**(query or {}), **only}, update, arrayFilters=arrayFilters)
        return {"lastErrorObject": last, "value": db[name].find_one(only, fields) if new and not remove else value}

    def create(self, db, name):
        if name in db.list_collection_names():
            raise OperationFailure(f"Collection {db.name}.{name} already exists.", 48)
        db.create_collection(name)

    def createIndexes(self, db, name, indexes):
        before = len(db[name].index_information()) or 1
        for index in indexes:
            options = {key: value for key, value in index.items() if key not in ("key", "v", "background")}
            db[name].create_index(list(index["key"].items()), **options)
        return {"numIndexesBefore": before, "numIndexesAfter": len(db[name].index_information())}

    def dropIndexes(self, db, name, index):
        db[name].drop_index(index)

    def listIndexes(self, db, name, cursor=None):
        every = db[name].index_information().items()
        return self._cursor(db, name, [{**one, "v": 2, "key": dict(one["key"]), "name": key} for key, one in every])

    def listCollections(self, db, _value, filter=None, nameOnly=None, cursor=None, authorizedCollections=None):
        every = [{"name": name, "type": "collection", "options": {}} for name in db.list_collection_names()]
        return self._cursor(db, "$cmd.listCollections", [one for one in every if filter_applies(filter or {}, one)])

    def drop(self, db, name):
        db.drop_collection(name)

    def dropDatabase(self, db, _value):
        self._client.drop_database(db.name)


class Connection(socketserver.StreamRequestHandler):
    """One client: reads OP_MSG, and OP_QUERY for the handshake of older drivers, and answers in kind."""
    disable_nagle_algorithm = True

    def handle(self):
        while len(header := self.rfile.read(16)) == 16:
            length, request, _, opcode = struct.unpack("<iiii", header)
            {OP_MSG: self.message, OP_QUERY: self.query}[opcode](request, self.rfile.read(length - 16))

    def message(self, request, payload):
        flags, = struct.unpack_from("<I", payload)
        at, end, body = 4, len(payload) - (4 if flags & 1 else 0), {}  # bit 0: a checksum follows
        while at < end:
            kind, size = struct.unpack_from("<Bi", payload, at)
            section, at = payload[at + 1:at + 1 + size], at + 1 + size
            if kind == 0:
                body = {**bson.decode(section), **body}
            else:  # a sequence of documents: its name, then they
                name, _, documents = section[4:].partition(b"\0")
                body[name.decode()] = bson.decode_all(documents)
        self.answer(request, OP_MSG, body, bytes(5), wanted=not flags & 2)  # bit 1: the client wants no reply

    def query(self, request, payload):
        namespace, _, rest = payload[4:].partition(b"\0")
        body = bson.decode(rest[8:8 + struct.unpack_from("<i", rest, 8)[0]])
        body = {**body.get("$query", body), "$db": namespace.decode().split(".")[0]}
        self.answer(request, OP_REPLY, body, struct.pack("<iqii", 8, 0, 0, 1))

    def answer(self, request, opcode, body, prefix, wanted=True):
        reply = self.server.commands(body)  # a ConnectionError ends the connection
        if self.server.log:
            print(body.get("$db"), next(iter(body)), reply.get("errmsg", "ok"), file=sys.stderr)
        if wanted:
            reply = prefix + bson.encode(reply)
            self.wfile.write(struct.pack("<iiii", 16 + len(reply), 0, request, opcode) + reply)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads, request_queue_size = True, True, 128
    handle_error = lambda *_: None  # a client that breaks off or talks nonsense loses its connection, no more


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=27017)
    parser.add_argument("--data")
    parser.add_argument("--replica-set")
    parser.add_argument("--log", action="store_true")
    options = parser.parse_args()
    commands = Commands(options.replica_set)
    if options.data and os.path.exists(options.data):
        with open(options.data, "rb") as file:
            commands.restore(bson.decode(file.read()))

    def end():
        sys.stdin.read()
        if options.data:
            with open(options.data, "wb") as file:
                file.write(bson.encode(commands.documents()))
        os._exit(0)

    with Server(("127.0.0.1", options.port), Connection) as server:
        server.commands, server.log = commands, options.log
        commands.address = "%s:%d" % server.server_address
        print(f"listening on {commands.address}", flush=True)
        threading.Thread(target=end, daemon=True).start()
        server.serve_forever()


if __name__ == "__main__":
    main()
