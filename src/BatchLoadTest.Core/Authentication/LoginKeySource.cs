using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Authentication;

/// <summary>Logs in at the control layer and creates keys with the session cookie: that service's own way.</summary>
public sealed class LoginKeySource(
    ApiConnection connection,
    KeyEndpoint endpoint,
    KeyOptions options,
    Uri host,
    IMeasurementSink sink,
    SecretRedactor redactor,
    ApiConnection? removal = null
) : IApiKeySource
{
    private const string CookieName = "dwctl_session";

    private readonly Uri address = new(host, "/authentication/login");
    private KeyCredential? session;

    /// <inheritdoc/>
    public bool CanRenew => true;

    /// <inheritdoc/>
    public KeyCredential? Credential => session;

    /// <inheritdoc/>
    public async Task<ApiKey> ObtainAsync(CancellationToken cancellationToken)
    {
        // Again for each key: a session that has run out may be why the last key is gone.
        var credential = await LoginAsync(isMeasured: true, cancellationToken);
        session = credential;
        return await endpoint.CreateAsync(credential, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken)
    {
        if (session is { } current && await endpoint.DeleteAsync(key, current, cancellationToken) is null)
        {
            return null;
        }

        try
        {
            // A long run outlives its session. Like the deletion itself this comes after the load.
            return await endpoint.DeleteAsync(
                key,
                await LoginAsync(isMeasured: false, cancellationToken),
                cancellationToken
            );
        }
        catch (KeyRefusedException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException)
        {
            // A service that hangs must not take the reports with it.
            return "interrupted";
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> DeleteLostAsync(CancellationToken cancellationToken) =>
        // Without a session no creation was sent.
        session is { } current
            ? await endpoint.DeleteLostAsync(current, cancellationToken)
            : [];

    private async Task<KeyCredential> LoginAsync(bool isMeasured, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("email"u8, options.Username);
            writer.WriteString("password"u8, options.Password);
            writer.WriteEndObject();
        }

        var content = new ByteArrayContent(buffer.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new ApiRequest(HttpMethod.Post, address, Content: content);
        connection.Activity?.Expect(Step.Login);
        var sender = isMeasured || removal is null ? connection : removal;
        var response = await sender.SendAsync(request, new LoginBodyReader(CookieName));
        if (isMeasured)
        {
            sink.Record(response.ToMeasurement(Step.Login, response.Outcome));
        }

        connection.Activity?.Recorded();
        cancellationToken.ThrowIfCancellationRequested();
        if (!response.IsSuccess)
        {
            throw new KeyRefusedException(KeyEndpoint.Explain($"log in as {options.Username}", address, response));
        }

        redactor.Add(response.Value![(CookieName.Length + 1)..]);
        return new KeyCredential(Authorization: null, response.Value);
    }
}
