using System.Net.Http;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>One user's place among <see cref="ConnectionSlots"/>, and the connection that it has there.</summary>
/// <param name="slots">All places.</param>
/// <param name="open">Makes what holds one connection.</param>
internal sealed class ConnectionSlot(ConnectionSlots slots, Func<HttpMessageInvoker> open) : IDisposable
{
    private HttpMessageInvoker? invoker;

    /// <summary>Where it stands among the idle ones; null where it is in use or has no connection.</summary>
    public LinkedListNode<ConnectionSlot>? Place { get; set; }

    /// <summary>What sends, while the place is taken.</summary>
    public HttpMessageInvoker Invoker => invoker ??= open();

    /// <inheritdoc cref="ConnectionSlots.TakeAsync"/>
    public ValueTask TakeAsync(CancellationToken cancelled) => slots.TakeAsync(this, cancelled);

    /// <inheritdoc cref="ConnectionSlots.GiveBack"/>
    public void GiveBack() => slots.GiveBack(this);

    /// <summary>Closes its connection.</summary>
    public void Close()
    {
        invoker?.Dispose();
        invoker = null;
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Leave(this);
}
