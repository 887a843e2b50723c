using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load;

/// <summary>The load that is wanted from a moment on.</summary>
/// <param name="Profile">The whole load.</param>
/// <param name="Part">What of it is this process's.</param>
/// <param name="Since">When the profile came into force, since the load's start; null for the moment at which this is read.</param>
/// <param name="UsersBefore">Users of the whole load at that moment; null for those that run here.</param>
public sealed record LoadWish(LoadProfile Profile, LoadPart Part, TimeSpan? Since = null, int? UsersBefore = null);
