using System.Text.Json.Serialization;
using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Silos.Calls;

/// <summary>The messages as JSON: they stay plain records, and unknown members of them are no error.</summary>
[JsonSerializable(typeof(HelloAnswer))]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(KeyQuestion))]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(TickAnswer))]
[JsonSerializable(typeof(WorkerHello))]
[JsonSerializable(typeof(WorkerStanding))]
[JsonSerializable(typeof(WorkerTick))]
internal sealed partial class MessageJson : JsonSerializerContext
{
    /// <summary>Whether a type is one of the messages, which no other serializer is to take.</summary>
    public static bool IsMessage(Type type) =>
        type.Assembly == typeof(Lease).Assembly && type.Namespace == typeof(Lease).Namespace;
}
