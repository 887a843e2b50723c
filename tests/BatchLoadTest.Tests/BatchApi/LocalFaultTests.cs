using System.Net.Sockets;
using System.Security.Authentication;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class LocalFaultTests
{
    [Theory]
    [InlineData(SocketError.TooManyOpenSockets, "this machine: too many open files; raise the limit (ulimit -n")]
    [InlineData(
        SocketError.AddressNotAvailable,
        "this machine: no local port or address is free (EADDRNOTAVAIL); widen"
    )]
    [InlineData(SocketError.AddressAlreadyInUse, "this machine: no local port or address is free")]
    [InlineData(
        SocketError.NoBufferSpaceAvailable,
        "this machine: no memory or buffer space for a connection (ENOBUFS)"
    )]
    public void Classify_WhatThisMachineLacks_IsItsOwnFaultAndSaysWhatToDo(SocketError error, string words)
    {
        // As the stack wraps it while connecting.
        var exception = new HttpRequestException("wrapped", new SocketException((int)error));

        Assert.Equal(Outcome.ThisMachine, FailureClassifier.Classify(exception, headersReceived: false));
        Assert.StartsWith(words, FailureClassifier.Words(exception), StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_WithinAHandshake_IsStillThisMachines()
    {
        var exception = new AuthenticationException(
            "handshake",
            new SocketException((int)SocketError.TooManyOpenSockets)
        );

        Assert.Equal(Outcome.ThisMachine, FailureClassifier.Classify(exception, headersReceived: false));
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, Outcome.ConnectionRefused)]
    [InlineData(SocketError.ConnectionReset, Outcome.ConnectionReset)]
    [InlineData(SocketError.HostUnreachable, Outcome.Unreachable)]
    [InlineData(SocketError.NetworkUnreachable, Outcome.Unreachable)]
    [InlineData(SocketError.TimedOut, Outcome.TimedOut)]
    public void Classify_WhatTheWayOrTheServiceDoes_IsAFailure(SocketError error, Outcome outcome)
    {
        var exception = new HttpRequestException("wrapped", new SocketException((int)error));

        Assert.Equal(outcome, FailureClassifier.Classify(exception, headersReceived: false));
        Assert.True(outcome.IsFailure());
    }

    [Fact]
    public void OwnFaults_AreNoFailures()
    {
        Assert.False(Outcome.ThisMachine.IsFailure());
        Assert.False(Outcome.DoubtfulTimeout.IsFailure());
    }
}
