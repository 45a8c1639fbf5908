using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>Only what callers act upon crosses the wire; the cause stays in the log of the silo where it happened.</summary>
[RegisterConverter]
internal sealed class ExceptionConverters :
    IConverter<ServiceUnavailableException, ServiceUnavailableExceptionSurrogate>, IConverter<StoreException, StoreExceptionSurrogate>,
    IConverter<StateConflictException, StateConflictExceptionSurrogate>
{
    public ServiceUnavailableException ConvertFromSurrogate(in ServiceUnavailableExceptionSurrogate surrogate) =>
        new(surrogate.Message) { IsPermanent = surrogate.IsPermanent, CustomerId = surrogate.CustomerId };

    public ServiceUnavailableExceptionSurrogate ConvertToSurrogate(in ServiceUnavailableException value) =>
        new() { Message = value.Message, IsPermanent = value.IsPermanent, CustomerId = value.CustomerId };

    public StoreException ConvertFromSurrogate(in StoreExceptionSurrogate surrogate) =>
        new(surrogate.Message) { IsPermanent = surrogate.IsPermanent, CustomerId = surrogate.CustomerId };

    public StoreExceptionSurrogate ConvertToSurrogate(in StoreException value) =>
        new() { Message = value.Message, IsPermanent = value.IsPermanent, CustomerId = value.CustomerId };

    public StateConflictException ConvertFromSurrogate(in StateConflictExceptionSurrogate surrogate) => new(surrogate.Message);

    public StateConflictExceptionSurrogate ConvertToSurrogate(in StateConflictException value) => new() { Message = value.Message };
}
