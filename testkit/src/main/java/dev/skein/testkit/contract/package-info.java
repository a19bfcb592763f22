/**
 * The contract that every adapter is held to: the cases, and the judge.
 *
 * <p>A test class extends {@link dev.skein.testkit.contract.HttpServerContract} and starts a server
 * that is traced by the adapter; the contract sends the requests, stops the server, and judges case
 * by case the answer and every field of the span. What a framework cannot do is declared as a
 * {@link dev.skein.testkit.contract.Deviation} with the reason, and has to happen exactly as
 * declared.
 */
@NullMarked
package dev.skein.testkit.contract;

import org.jspecify.annotations.NullMarked;
