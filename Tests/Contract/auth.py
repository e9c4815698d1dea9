"""AuthService: platform contract, appendix A.1 and section 8.2. Tokens are read by PyJWT."""

import time
import uuid

import jwt

from .case import (ALREADY_EXISTS, AUTH, INTERNAL, INVALID_ARGUMENT, MONGODB, NOT_FOUND, DEFAULT, STRICT, UNAUTHENTICATED, Section, answers,
                   refuses)
from .given import Given
from .values import NOW, RANDOM, SOMETHING, X, in_seconds, upper

CASES = Section("auth")
# The service does not differ between the other modes.
MODES = DEFAULT | STRICT | MONGODB
# JWT_SECRET and JWT_EXPIRATION where nothing is set.
KEY = "your_jwt_secret_key"
DAY = 24 * 3600
FIELDS_REQUIRED = refuses(INVALID_ARGUMENT, "username, email, and password are required")


def register(name: str, **arguments):
    return AUTH.Register(**{"username": name, "email": f"{name}@example.org", "password": "pass word", **arguments})


def login(name: str, password: str = "pass word"):
    return AUTH.Login(email_or_username=name, password=password)


def info(user):
    return AUTH.GetUserInfo(user_id=user)


def new_name() -> str:
    return "u" + uuid.uuid4().hex[:20]


def valid(token: str):
    return AUTH.ValidateToken(token=token)


CASES.row("A-101", "a missing field", [register("n", username=""), register("n", email=""), register("n", password="")], FIELDS_REQUIRED, MODES)
CASES.row("A-102", "nothing to log in with", [login(""), login("n", "")],
          refuses(INVALID_ARGUMENT, "email or username and password are required"), MODES)
CASES.row("A-103", "an unknown user logs in", [login("nobody-at-all"), login("nobody@example.org")], refuses(NOT_FOUND, "user not found"), MODES)
CASES.row("A-104", "no token", valid(""), refuses(INVALID_ARGUMENT, "token is required"), MODES)
CASES.row("A-105", "tokens that are none", [valid("x"), valid("a.b.c"), valid("..")], answers(valid=False, user_id="", permissions=[]), MODES)
CASES.row("A-106", "no user, an unknown one, a malformed one", [info(""), info(X), info("x")], [
    refuses(INVALID_ARGUMENT, "user_id is required"), refuses(NOT_FOUND, "user not found"), refuses(INTERNAL, "failed to get user"),
], MODES)
CASES.row("A-107", "no refresh token, an unknown one", [AUTH.RefreshToken(refresh_token=""), AUTH.RefreshToken(refresh_token=X)], [
    refuses(INVALID_ARGUMENT, "refresh_token is required"), refuses(NOT_FOUND, "refresh token not found"),
], MODES)
CASES.row("A-108", "health", AUTH.HealthCheck(), answers(status=1), MODES)


@CASES.flow("A-109", "a new user", MODES)
def new_user(given: Given):
    name = new_name()
    answer = given(register(name))
    assert RANDOM.holds(answer.user_id) and RANDOM.holds(answer.refresh_token) and in_seconds(DAY).holds(answer.expires_at)
    given.expect(info(answer.user_id), answers(
        user_id=answer.user_id, username=name, email=f"{name}@example.org", created_at=NOW, profile_picture_url="",
    ))
    given.expect(info(upper(answer.user_id)), answers(user_id=answer.user_id))


@CASES.flow("A-110", "names and addresses are taken once, the address is looked at first", MODES)
def taken(given: Given):
    name = new_name()
    given(register(name))
    for call in (register(name), register(new_name(), email=f"{name}@example.org")):
        given.refused(call, ALREADY_EXISTS, "email already exists")
    given.refused(register(name, email="other@example.org"), ALREADY_EXISTS, "username already exists")


@CASES.flow("A-111", "the access token: header, claims, key", MODES)
def access_token(given: Given):
    answer = given(register(new_name()))
    assert jwt.get_unverified_header(answer.access_token) == {"alg": "HS256", "typ": "JWT"}
    claims = jwt.decode(answer.access_token, KEY, algorithms=["HS256"], issuer="auth-service")
    assert set(claims) == {"user_id", "exp", "iat", "iss"}
    assert claims["user_id"] == answer.user_id
    assert claims["exp"] == answer.expires_at and claims["exp"] - claims["iat"] == DAY and abs(claims["iat"] - time.time()) <= 2
    given.expect(valid(answer.access_token), answers(valid=True, user_id=answer.user_id, permissions=[]))


@CASES.flow("A-112", "tokens that others made", MODES)
def foreign_tokens(given: Given):
    now = int(time.time())

    def token(key: str = KEY, algorithm: str = "HS256", **claims) -> str:
        return jwt.encode({"user_id": "someone", "exp": now + 60, **claims}, key, algorithm)

    accepted = [token(), token(algorithm="HS384"), token(algorithm="HS512"), token(iss="elsewhere"), token(iat=now - 9, nbf=now - 9)]
    refused = [token("another key"), token(exp=now - 5), token(nbf=now + 60), token(iat=now + 60), token("", "none"), token()[:-2] + "AA"]
    for text in accepted:
        given.expect(valid(text), answers(valid=True, user_id="someone"))
    for text in refused:
        given.expect(valid(text), answers(valid=False, user_id=""))


@CASES.flow("A-113", "login by name and by address", MODES)
def logging_in(given: Given):
    name = new_name()
    user = given(register(name)).user_id
    for identifier in (name, f"{name}@example.org"):
        given.expect(login(identifier), answers(user_id=user, access_token=SOMETHING, refresh_token=RANDOM, expires_at=in_seconds(DAY)))
        given.expect(valid(given(login(identifier)).access_token), answers(valid=True, user_id=user))
        given.refused(login(identifier, "wrong"), UNAUTHENTICATED, "invalid credentials")


@CASES.flow("A-114", "a refresh token is used once", MODES)
def refreshing(given: Given):
    answer = given(register(new_name()))
    fresh = given(AUTH.RefreshToken(refresh_token=answer.refresh_token))
    assert RANDOM.holds(fresh.refresh_token) and fresh.refresh_token != answer.refresh_token and in_seconds(DAY).holds(fresh.expires_at)
    given.expect(valid(fresh.access_token), answers(valid=True, user_id=answer.user_id))
    given.refused(AUTH.RefreshToken(refresh_token=answer.refresh_token), NOT_FOUND, "refresh token not found")
    assert given(AUTH.RefreshToken(refresh_token=fresh.refresh_token)).access_token
