using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Support.Workflow;

/// <summary>A key endpoint over a stub service, with all that it needs.</summary>
internal sealed class KeyDesk : IDisposable
{
    private readonly ApiConnection connection;

    public KeyDesk(KeyOptions options, params IEnumerable<Func<HttpResponseMessage>> answers)
    {
        Service = StubHandler.InTurn(Clock, answers);
        Redactor.Add(options.Password);
        Redactor.AddBasic(options.Username, options.Password);
        connection = Connecting.To(Service, Clock, Redactor);
        Endpoint = new KeyEndpoint(connection, options, Connecting.StubHost, "run-1", Sink, Redactor, Clock, Logger);
        Basic = new BasicKeySource(Endpoint, options);
        Login = new LoginKeySource(connection, Endpoint, options, Connecting.StubHost, Sink, Redactor);
    }

    public FakeTimeProvider Clock { get; } = new();

    public StubHandler Service { get; }

    public RecordingSink Sink { get; } = new();

    public RecordingLogger Logger { get; } = new();

    public SecretRedactor Redactor { get; } = new();

    public KeyEndpoint Endpoint { get; }

    public BasicKeySource Basic { get; }

    public LoginKeySource Login { get; }

    public void Dispose()
    {
        connection.Dispose();
        Service.Dispose();
    }
}
