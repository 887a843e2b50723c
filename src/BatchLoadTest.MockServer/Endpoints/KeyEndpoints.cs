using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Keys;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Endpoints;

/// <summary>Logs in, creates, lists and deletes keys, as the control layer does.</summary>
internal sealed class KeyEndpoints(
    KeyStore keys,
    Account account,
    ErrorAnswers errors,
    MockCredit credit,
    TimeSpan activationDelay,
    TimeProvider time
)
{
    private const int DefaultListLimit = 10;
    private const int LargestListLimit = 101;

    public Task AnswerAsync(Exchange exchange)
    {
        if (exchange.Kind == RequestKind.Login)
        {
            return LogInAsync(exchange);
        }

        if (!account.Recognises(exchange.Request))
        {
            return errors.AnswerAsync(exchange, ApiError.Unauthenticated());
        }

        return exchange.Kind switch
        {
            RequestKind.KeysCreate => CreateAsync(exchange),
            RequestKind.KeysDelete => DeleteAsync(exchange),
            RequestKind.UsersCurrent => AnswerUserAsync(exchange),
            _ => ListAsync(exchange),
        };
    }

    private async Task LogInAsync(Exchange exchange)
    {
        using var body = await JsonBody.ReadAsync(exchange, "LoginRequest");
        if (!account.Knows(body.RootElement.Text("email"), body.RootElement.Text("password")))
        {
            await errors.AnswerAsync(exchange, ApiError.Unauthenticated("Invalid email or password"));
            return;
        }

        exchange.Response.Headers.SetCookie = account.SessionCookie;
        await exchange.AnswerJsonAsync(
            StatusCodes.Status200OK,
            account,
            static (json, account) =>
            {
                json.WriteStartObject();
                json.WriteStartObject("user");
                json.WriteString("id", account.Id);
                json.WriteString("username", account.Username);
                json.WriteString("email", account.Username);
                json.WriteEndObject();
                json.WriteString("message", "Login successful");
                json.WriteEndObject();
            }
        );
    }

    private Task AnswerUserAsync(Exchange exchange)
    {
        var isAsked = exchange
            .Request.Query["include"]
            .ToString()
            .Split(',')
            .Contains("billing", StringComparer.Ordinal);
        return exchange.AnswerJsonAsync(
            StatusCodes.Status200OK,
            (Account: account, Balance: isAsked ? BalanceOf(credit) : (double?)null),
            static (json, state) =>
            {
                json.WriteStartObject();
                json.WriteString("id", state.Account.Id);
                json.WriteString("username", state.Account.Username);
                json.WriteString("email", state.Account.Username);
                if (state.Balance is { } balance)
                {
                    json.WriteNumber("credit_balance", balance);
                }

                json.WriteEndObject();
            }
        );
    }

    private static double BalanceOf(MockCredit credit) =>
        credit switch
        {
            MockCredit.Enough => 100,
            MockCredit.Zero => 0,
            _ => -1,
        };

    private async Task CreateAsync(Exchange exchange)
    {
        IssuedKey key;
        using (var body = await JsonBody.ReadAsync(exchange, "ApiKeyCreate"))
        {
            key = Read(body.RootElement);
        }

        if (!keys.TryAdd(key))
        {
            await errors.AnswerAsync(exchange, ApiError.Conflict("Resource already exists"));
            return;
        }

        await exchange.AnswerJsonAsync(
            StatusCodes.Status201Created,
            (key, account.Id),
            static (json, state) => WriteKey(json, state.key, state.Id, withSecret: true)
        );
    }

    private Task DeleteAsync(Exchange exchange) =>
        keys.TryDelete(exchange.Id)
            ? exchange.AnswerAsync(StatusCodes.Status204NoContent)
            : errors.AnswerAsync(exchange, ApiError.NotFound("API key", exchange.Id));

    private Task ListAsync(Exchange exchange)
    {
        var skip = Math.Max(0, ListQuery.Number(exchange.Request, "skip") ?? 0);
        var limit = Math.Clamp(ListQuery.Number(exchange.Request, "limit") ?? DefaultListLimit, 1, LargestListLimit);
        return exchange.AnswerJsonAsync(
            StatusCodes.Status200OK,
            (Keys: keys.List(), Skip: skip, Limit: limit, Owner: account.Id),
            static (json, state) =>
            {
                json.WriteStartObject();
                json.WriteStartArray("data");
                foreach (var key in state.Keys.Skip(state.Skip).Take(state.Limit))
                {
                    WriteKey(json, key, state.Owner, withSecret: false);
                }

                json.WriteEndArray();
                json.WriteNumber("total_count", state.Keys.Count);
                json.WriteNumber("skip", state.Skip);
                json.WriteNumber("limit", state.Limit);
                json.WriteEndObject();
            }
        );
    }

    private IssuedKey Read(JsonElement body)
    {
        var name =
            body.Text("name")
            ?? throw new RefusedException(
                body.TryGetProperty("name", out _)
                    ? SerdeWords.WrongType(body, "name", "a string")
                    : SerdeWords.Missing(body, "name")
            );
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new RefusedException(ApiError.BadRequest("API key name cannot be empty"));
        }

        var purpose = body.Text("purpose") ?? "realtime";
        if (purpose is "batch" or "playground")
        {
            throw new RefusedException(
                ApiError.BadRequest(
                    "Cannot manually create API keys with 'batch' or 'playground' purpose. "
                        + "These are reserved for internal system use."
                )
            );
        }

        if (purpose is not ("realtime" or "platform"))
        {
            throw new RefusedException(ApiError.Unprocessable($"unknown variant `{purpose}`"));
        }

        var now = time.GetUtcNow();
        return new IssuedKey
        {
            Id = Guid.NewGuid().ToString(),
            Name = name,
            Description = body.Text("description"),
            Secret = "sk-" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            Purpose = purpose,
            RequestsPerSecond = Limit(body, "requests_per_second"),
            BurstSize = (int?)Limit(body, "burst_size"),
            CreatedAt = now,
            WorksFrom = now + activationDelay,
        };
    }

    /// <summary>Zero means no limit, which the control layer gives back as null.</summary>
    private static double? Limit(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.GetDouble() is > 0 and < double.PositiveInfinity and var limit
            ? limit
            : null;

    private static void WriteKey(Utf8JsonWriter json, IssuedKey key, string owner, bool withSecret)
    {
        json.WriteStartObject();
        json.WriteString("id", key.Id);
        json.WriteString("name", key.Name);
        json.WriteString("description", key.Description);
        if (withSecret)
        {
            json.WriteString("key", key.Secret);
        }

        json.WriteString("purpose", key.Purpose);
        json.WriteString("user_id", owner);
        json.WriteString("created_by", owner);
        json.WriteString("created_at", key.CreatedAt);
        json.WriteNull("last_used");
        WriteLimit(json, "requests_per_second", key.RequestsPerSecond);
        WriteLimit(json, "burst_size", key.BurstSize);
        json.WriteEndObject();
    }

    private static void WriteLimit(Utf8JsonWriter json, string name, double? limit)
    {
        if (limit is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
