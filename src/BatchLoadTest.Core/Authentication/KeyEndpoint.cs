using System.Collections.Concurrent;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Authentication;

/// <summary>
/// Creates and deletes keys at the service's key endpoint. What proves who we are (HTTP Basic or a session cookie) comes
/// from the caller. Creations are measured; deletions come after the load and are not.
/// </summary>
public sealed partial class KeyEndpoint(
    ApiConnection connection,
    KeyOptions options,
    Uri host,
    string runId,
    IMeasurementSink sink,
    SecretRedactor redactor,
    TimeProvider timeProvider,
    ILogger logger,
    KeyAccount? account = null,
    ApiConnection? removal = null
)
{
    private const int MaxAttempts = 4;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestDeletionWait = TimeSpan.FromSeconds(1);

    private const int MaxFailures = 3;
    private const int PageSize = 100;
    private const int MaxPages = 20;

    // Apart from the one for creations, which may have been cut off.
    private readonly ApiConnection removal = removal ?? connection;
    private readonly KeyAccount account = account ?? new KeyAccount();
    private readonly Uri endpoint = new(host, options.Endpoint);
    private readonly ConcurrentDictionary<string, LateCreation> late = new(StringComparer.Ordinal);
    private int namesUsed;

    /// <summary>Creates a key. Overload (429, 5xx) and broken connections are tried again a few times.</summary>
    /// <exception cref="KeyRefusedException">The service gives none.</exception>
    public async Task<ApiKey> CreateAsync(KeyCredential credential, CancellationToken cancellationToken)
    {
        var wait = FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            // The name is unique among a user's live keys, so it carries the run, and from the second on a number.
            var name = namesUsed == 0 ? $"load-test-{runId}" : $"load-test-{runId}-{namesUsed + 1}";
            account.Sent(name);
            connection.Activity?.Expect(Step.Key);
            var response = await connection.SendAsync(
                CreateRequest(credential, name),
                static (body, _) => CreatedKeyJson.Parse(body)
            );
            sink.Record(response.ToMeasurement(Step.Key, response.Outcome));
            connection.Activity?.Recorded();
            // 503 is said before anything is done.
            var mayExist = LostAnswer.MayBe(response) && response.Status != 503;
            if (response.Outcome != Outcome.HttpStatus || mayExist)
            {
                // Also where the answer broke off: the service may have created the key before.
                namesUsed++;
            }

            if (response.IsSuccess)
            {
                redactor.Add(response.Value!.Key);
                account.Created(name);
                LogCreated(name);
                return ApiKey.Created(
                    response.Value.Key,
                    response.Value.Id,
                    timeProvider.GetTimestamp(),
                    name,
                    options.KeyPrefix
                );
            }

            NoteFailure(name, response, mayExist);
            cancellationToken.ThrowIfCancellationRequested();
            if (attempt == MaxAttempts || !IsPassing(response.Outcome, response.Status))
            {
                var words = Explain("create an API key", endpoint, response);
                throw new KeyRefusedException(response.IsKeyRefused ? words + Hint(credential) : words);
            }

            var asked = response.RetryAfter ?? wait;
            var pause = asked < LongestWait ? asked : LongestWait;
            LogRetry(response.Outcome.KindName(response.Status), pause.TotalSeconds);
            await Task.Delay(pause, timeProvider, cancellationToken);
            wait *= 2;
        }
    }

    private void NoteFailure<T>(string name, ApiResponse<T> response, bool mayExist)
        where T : class
    {
        if (!mayExist)
        {
            account.Refused(name, Words(response));
            return;
        }

        account.Unanswered(name, Words(response));
        if (LostAnswer.MayComeLate(response))
        {
            late[name] = new LateCreation(null, timeProvider.GetTimestamp());
        }
    }

    /// <summary>
    /// Deletes a key: again until it is cancelled where the service has no time for it now, and a few times where it
    /// fails. Returns null, or why it could not.
    /// </summary>
    public async Task<string?> DeleteAsync(ApiKey key, KeyCredential credential, CancellationToken cancellationToken)
    {
        if (key.Id is null)
        {
            return "the service gave the key no id";
        }

        var problem = await DeleteAsync(key.Id, credential, cancellationToken);
        if (problem is null)
        {
            account.Gone(key.Name);
        }

        return problem;
    }

    /// <summary>
    /// Looks in the service's list for keys whose creation was not answered, or that others have left, and deletes them.
    /// Returns what may have been left, a line each.
    /// </summary>
    public async Task<IReadOnlyList<string>> DeleteLostAsync(
        KeyCredential credential,
        CancellationToken cancellationToken
    )
    {
        List<string> problems = [];
        if (account.Lost.Count == 0)
        {
            return problems;
        }

        var (ids, unread) = await ListLateAsync(credential, cancellationToken);
        foreach (var (name, how) in account.Lost)
        {
            if (ids.TryGetValue(name, out var id))
            {
                if (await DeleteAsync(id, credential, cancellationToken) is { } problem)
                {
                    problems.Add($"API key {name} ({id}) could not be deleted: {problem}");
                    continue;
                }
            }
            else if (unread is not null)
            {
                problems.Add($"API key {name} may exist: {how}, and keys cannot be listed ({unread})");
                continue;
            }
            else if (late.TryGetValue(name, out var creation) && !creation.IsCertain(timeProvider))
            {
                problems.Add(
                    $"API key {name} may exist: {how}, and the service may finish it later: it is not in its list yet"
                );
                continue;
            }

            account.Gone(name);
        }

        return problems;
    }

    // Again and again as long as one is missing that the service may not have finished.
    private async Task<(IReadOnlyDictionary<string, string> Ids, string? Problem)> ListLateAsync(
        KeyCredential credential,
        CancellationToken cancellationToken
    )
    {
        for (var wait = LateCreation.FirstWait; ; wait *= 2)
        {
            var (ids, problem) = await ListAsync(credential, cancellationToken);
            var patience = account
                .Lost.Where(lost => !ids.ContainsKey(lost.Key) && late.ContainsKey(lost.Key))
                .Select(lost => late[lost.Key].PatienceLeft(timeProvider))
                .DefaultIfEmpty(TimeSpan.Zero)
                .Max();
            if (problem is not null || patience <= TimeSpan.Zero)
            {
                return (ids, problem);
            }

            try
            {
                await Task.Delay(wait < patience ? wait : patience, timeProvider, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return (ids, problem);
            }
        }
    }

    private async Task<(IReadOnlyDictionary<string, string> Ids, string? Problem)> ListAsync(
        KeyCredential credential,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        for (var page = 0; page < MaxPages; page++)
        {
            var address = new UriBuilder(endpoint) { Query = $"skip={page * PageSize}&limit={PageSize}" }.Uri;
            var response = await PersistAsync(
                () =>
                    removal.SendAsync(
                        new ApiRequest(HttpMethod.Get, address, credential.Authorization, Cookie: credential.Cookie),
                        static (body, _) => ListedKeysJson.Parse(body)
                    ),
                cancellationToken
            );
            if (response.Value is not { } list)
            {
                return (ids, Words(response));
            }

            var before = ids.Count;
            foreach (var (name, id) in list.Ids)
            {
                ids[name] = id;
            }

            if (list.Count < PageSize || ids.Count == before)
            {
                return (ids, null);
            }
        }

        return (ids, "there are too many");
    }

    private async Task<string?> DeleteAsync(string id, KeyCredential credential, CancellationToken cancellationToken)
    {
        var address = new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(id)}");
        var response = await PersistAsync(
            () =>
                removal.DownloadAsync(
                    new ApiRequest(HttpMethod.Delete, address, credential.Authorization, Cookie: credential.Cookie),
                    new DeletionAnswer()
                ),
            cancellationToken
        );
        // Gone already is as good: somebody else has deleted it.
        if (response.IsSuccess || response.Status is 404 or 410)
        {
            LogDeleted(id);
            return null;
        }

        return Words(response);
    }

    // The last answer, where the time is over before a better one.
    private async Task<ApiResponse<T>> PersistAsync<T>(
        Func<ValueTask<ApiResponse<T>>> send,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var wait = FirstWait;
        for (var failures = 0; ; )
        {
            var response = await send();
            if (response.IsSuccess || cancellationToken.IsCancellationRequested || !IsPassing(response))
            {
                return response;
            }

            if (response is { Outcome: Outcome.HttpStatus, Status: >= 500 and not (502 or 503 or 504) })
            {
                failures++;
            }

            if (failures == MaxFailures)
            {
                return response;
            }

            try
            {
                await Task.Delay(wait, timeProvider, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return response;
            }

            wait = wait * 2 < LongestDeletionWait ? wait * 2 : LongestDeletionWait;
        }
    }

    private static bool IsPassing<T>(ApiResponse<T> response)
        where T : class =>
        IsPassing(response.Outcome, response.Status)
        || response.Outcome is Outcome.ConnectionRefused or Outcome.TimedOut;

    private static string Words<T>(ApiResponse<T> response)
        where T : class => $"{response.Outcome.KindName(response.Status)} {response.Detail}".TrimEnd();

    /// <summary>A sentence for a person: what failed, where, and the server's words.</summary>
    internal static string Explain<T>(string action, Uri address, ApiResponse<T> response)
        where T : class
    {
        var words = string.IsNullOrEmpty(response.Detail) ? "" : $": {response.Detail}";
        var kind = response.Status == 0 ? response.Outcome.KindName(0) : $"HTTP {response.Status}";
        // Without user, password and query, which may be secrets.
        var shown = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return $"cannot {action} at {shown}: {kind}{words}";
    }

    /// <summary>Whether trying again may help.</summary>
    internal static bool IsPassing(Outcome outcome, int status) =>
        outcome switch
        {
            Outcome.HttpStatus => status is 408 or 429 or >= 500,
            Outcome.ConnectionReset or Outcome.ConnectionClosed or Outcome.RefusedStream => true,
            Outcome.TruncatedBody or Outcome.Protocol => true,
            _ => false,
        };

    // Today's control layer takes no Basic by itself, and its words do not say so.
    private static string Hint(KeyCredential credential) =>
        credential.Cookie is null
            ? "; if user and password (BASIC_AUTH_USERNAME, BASIC_AUTH_PASSWORD) are right, the service may take no HTTP Basic there: try --auth login"
            : "";

    private ApiRequest CreateRequest(KeyCredential credential, string name)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, name);
            writer.WriteString("description"u8, "Created by batch-load-test; deleted when the run ends");
            writer.WriteString("purpose"u8, options.Purpose);
            // Zero means "no limit" for both.
            writer.WriteNumber("requests_per_second"u8, 0);
            writer.WriteNumber("burst_size"u8, 0);
            writer.WriteEndObject();
        }

        var content = new ByteArrayContent(buffer.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new ApiRequest(HttpMethod.Post, endpoint, credential.Authorization, content, credential.Cookie);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "created API key {Name}")]
    private partial void LogCreated(string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "no API key yet ({Kind}); trying again in {Seconds:0.##} s")]
    private partial void LogRetry(string kind, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "deleted API key {Id}")]
    private partial void LogDeleted(string id);
}
