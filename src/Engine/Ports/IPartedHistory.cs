namespace PreDelinquency.Engine.Ports;

/// <summary>A history of so many customers that models are judged by a part of them, and that can be read of a part without reading the rest.</summary>
public interface IPartedHistory : IModelHistory
{
    /// <summary>The highest number of a customer; 0 where there is none. Customers are numbered from 1 as they come.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    int ReadLastCustomerNo();

    /// <summary>The same of those customers alone whose number is a multiple of a number; days that were observed are of everybody.</summary>
    /// <param name="nth">At least 1.</param>
    IModelHistory OfEvery(int nth);
}
