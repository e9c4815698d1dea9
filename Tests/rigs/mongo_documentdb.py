#!/usr/bin/env python3
"""The MongoDB wire protocol of mongo_server.py in front of a PostgreSQL with the DocumentDB extension (documentdb.sh): a real engine.

    .venv/bin/python Tests/rigs/mongo_documentdb.py --port 0 --dsn 'host=127.0.0.1 port=23432 user=postgres'

Beside what Tests/requirements.txt names it needs psycopg[binary]. It ends with its standard input.
"""
import argparse, itertools, os, re, sys, threading
import bson, psycopg
import mongo_server as wire
from pymongo.errors import OperationFailure

PAGES = {"find": "find_cursor_first_page", "aggregate": "aggregate_cursor_first_page",
         "listIndexes": "list_indexes_cursor_first_page", "listCollections": "list_collections_cursor_first_page"}
WRITES = {"insert": "insert", "update": "update", "delete": "delete"}
SINGLE = {"count": "count_query", "distinct": "distinct_query"}
CODES = {"M0001": 2, "M0003": 9, "M0004": 14, "M000A": 28, "M000D": 40, "M000M": 66, "M000N": 67, "M000Q": 73,
         "M000R": 85, "M000S": 86, "M000U": 115, "M001C": 11000, "23P01": 11000, "M007U": 40324, "M009H": 51091}
LOCAL = {"hello", "isMaster", "ismaster", "buildInfo", "buildinfo", "ping", "endSessions"}


def duplicate(text, connection=None):
    """The engine names the index in words of its own, or by the number in its catalog; these are the words of MongoDB before 4.4."""
    name, number = re.search(r"Index '(.*?)'", text, re.IGNORECASE), re.search(r"documents_rum_index_(\d+)", text)
    if number and connection:
        name = connection.execute("SELECT '', (index_spec).index_name FROM documentdb_api_catalog.collection_indexes"
                                  " WHERE index_id = %s", (number[1],)).fetchone()
    return f"E11000 duplicate key error index: {name[1]} dup key: ({text})" if name else text


def unpack(reply):
    """Write errors carry the SQLSTATE packed six bits a letter, as PostgreSQL packs it."""
    for error in reply.get("writeErrors", []):
        state = "".join(chr((error["code"] >> 6 * place & 63) + 48) for place in range(5))
        error["code"] = CODES.get(state, error["code"] if error["code"] < 1 << 20 else 2)
        if error["code"] == 11000:
            error["errmsg"] = duplicate(error["errmsg"])
    return reply


class Engine(wire.Commands):
    def __init__(self, dsn):
        super().__init__()
        self.dsn, self.local, self.open, self.ids = dsn, threading.local(), {}, itertools.count(1 << 32)

    def row(self, function, *values, casts="", connection=None, fields="*"):
        if connection is None:
            if not hasattr(self.local, "pg"):
                self.local.pg = psycopg.connect(self.dsn, autocommit=True)
            connection = self.local.pg
        holes = ", ".join(f"%s::{cast}" for cast in casts.split())
        return connection.execute(f"SELECT {fields} FROM documentdb_api{function}({holes})", values).fetchone()

    def __call__(self, body):
        name, db = next(iter(body)), body.get("$db", "admin")
        if name in LOCAL:
            return super().__call__(body)
        spec = bson.encode({key: value for key, value in body.items() if key not in wire.ENVELOPE})
        B, D = "bytea::documentdb_core.bson", bson.decode
        try:
            if "txnNumber" in body:
                raise OperationFailure("Transaction numbers are only allowed on a replica set member or mongos", 20)
            if name in WRITES:
                return unpack(D(self.row("." + WRITES[name], db, spec, None, None, casts=f"text {B} documentdb_core.bsonsequence text", fields="p_result::bytea")[0]))
            if name in ("findAndModify", "findandmodify"):
                return D(self.row(".find_and_modify", db, spec, None, casts=f"text {B} text", fields="p_result::bytea")[0])
            if name in PAGES:
                page, more, number = self.row("." + PAGES[name], db, spec, next(self.ids), casts=f"text {B} int8", fields="cursorpage::bytea, continuation::bytea, cursorid")
                if more is not None:
                    self.open[number] = (more, self.local.pg)
                return D(page)
            if name == "getMore":
                if body[name] not in self.open:
                    raise OperationFailure(f"cursor id {body[name]} not found", 43)
                more, connection = self.open.pop(body[name])
                page, more = self.row(".cursor_get_more", db, spec, more, casts=f"text {B} {B}", connection=connection, fields="cursorpage::bytea, continuation::bytea")
                if more is not None:
                    self.open[body[name]] = (more, connection)
                return D(page)
            if name == "killCursors":
                return {"cursorsKilled": [one for one in body["cursors"] if self.open.pop(one, None)], "ok": 1.0}
            if name in SINGLE:
                return D(self.row("." + SINGLE[name], db, spec, casts=f"text {B}", fields="document::bytea")[0])
            if name == "createIndexes":
                return D(self.row("_internal.create_indexes_non_concurrently", db, spec, True, casts=f"text {B} bool", fields="create_indexes_non_concurrently::bytea")[0])
            if name == "dropIndexes":
                self.local.pg.execute("CALL documentdb_api.drop_indexes(%s, %s::bytea::documentdb_core.bson)", (db, spec))
                return {"ok": 1.0}
            if name == "create":
                self.row(".create_collection", db, body[name], casts="text text"); return {"ok": 1.0}
            if name == "drop":
                self.row(".drop_collection", db, body[name], casts="text text"); return {"ok": 1.0}
            if name == "dropDatabase":
                self.row(".drop_database", db, casts="text"); return {"dropped": db, "ok": 1.0}
            if name == "listDatabases":
                return D(self.row(".list_databases", spec, casts=B, fields="list_databases::bytea")[0])
            raise OperationFailure(f"no such command: '{name}'", 59)
        except psycopg.Error as error:
            return {"ok": 0.0, "code": CODES.get(error.sqlstate, 2), "errmsg": duplicate(f"{error.diag.message_primary or error} [{error.sqlstate}]", self.local.pg)}
        except Exception as error:
            return {"ok": 0.0, **wire.describe(error)}


parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, default=27017)
parser.add_argument("--dsn", required=True)
options = parser.parse_args()
with wire.Server(("127.0.0.1", options.port), wire.Connection) as server:
    server.commands, server.log = Engine(options.dsn), False
    print("listening on %s:%d" % server.server_address, flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    server.serve_forever()
